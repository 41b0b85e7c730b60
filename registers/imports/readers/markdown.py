"""A folder of Markdown sheets: one row a file, one column a heading (and one per key of the front matter).

Beside them, columns of our own: `file`, `title` (the first heading), `intro` (what comes before the first section),
`body` (all of it)."""

import re
from collections.abc import Iterator
from pathlib import Path

import frontmatter
from django.utils.translation import gettext as _
from yaml import YAMLError

from registers.imports.errors import RegisterError
from registers.imports.table import INSIDE, Cell, Guess, Row, Table, fold

DEEPEST = 6
OWN_COLUMNS = ("file", "title", "intro", "body")
HEADING = re.compile(r"^ {0,3}(#{1,6})\s*(.+?)\s*#*\s*$")
FENCE = re.compile(r"^ {0,3}(```|~~~)")
REFERENCE_MARK = re.compile(r"\s*\*\*\[\d+\]\([^)]*\)\*\*")


def read_markdown(path: Path) -> Table:
    """`path` is the folder, or one sheet of it."""
    files = sorted(path.glob("*.md")) if path.is_dir() else [path]
    if not files:
        raise RegisterError(_("No Markdown file in this folder."))
    spellings = {name: name for name in OWN_COLUMNS}
    rows = [_row(number, file, spellings) for number, file in enumerate(files, start=1)]
    columns = tuple(spellings.values())
    return Table(path, columns, Guess("Markdown", encoding="utf-8"), lambda: iter(rows))


def _row(number: int, file: Path, spellings: dict[str, str]) -> Row:
    """A heading keeps the spelling under which the folder had it first."""
    try:
        sheet = frontmatter.loads(file.read_text(encoding="utf-8-sig"))
    except (UnicodeDecodeError, YAMLError):
        return Row(number, {"file": file.stem}, problem=_("unreadable sheet: neither UTF-8 nor valid front matter"))
    title, sections = _sections(sheet.content)
    cells: dict[str, Cell] = {
        "file": file.stem,
        "title": title or str(sheet.metadata.get("title") or ""),
        "intro": "",
        "body": sheet.content,
    }
    for key, value in sheet.metadata.items():
        cells.setdefault(key, value if isinstance(value, str | int | float | bool | None) else str(value))
    for heading, text in sections:
        cells[_free_name(heading, cells) if heading else "intro"] = text
    return Row(number, {spellings.setdefault(fold(name), name): cell for name, cell in cells.items()})


def _free_name(heading: str, cells: dict[str, Cell]) -> str:
    """The heading; with its rank when a column or a key of the front matter has this name already."""
    known = {fold(name) for name in cells}
    rank = 1
    name = heading
    while fold(name) in known:
        rank += 1
        name = f"{heading} ({rank})"
    return name


def _sections(content: str) -> tuple[str, list[tuple[str, str]]]:
    """The title, and (heading, text) of each section; what precedes the first one stands under the name "".

    A heading opens a section unless it is deeper than that of the section it stands in: then its text belongs to that
    section, and is given a second time under the name "section > heading"."""
    title = ""
    sections: list[tuple[str, list[str]]] = [("", [])]
    inner: list[tuple[str, list[str]]] = []
    open_level = DEEPEST + 1
    for level, text in _headings(content):
        name, lines = sections[-1]
        if level == 1 and not title and len(sections) == 1:
            title = text
        elif level and level <= open_level:
            open_level = level
            sections.append((text, []))
        elif level:
            lines.append(f"{'#' * level} {text}")
            inner.append((f"{name}{INSIDE}{text}", []))
        else:
            lines.append(text)
            if inner and inner[-1][0].startswith(f"{name}{INSIDE}"):
                inner[-1][1].append(text)
    joined = [(heading, "\n".join(lines).strip()) for heading, lines in sections + inner]
    return title, [(heading, text) for heading, text in joined if text]


def _headings(content: str) -> Iterator[tuple[int, str]]:
    """Each line with the level of its heading, 0 for text and for what stands in a block of code."""
    fenced = False
    for line in content.splitlines():
        if FENCE.match(line):
            fenced = not fenced
        found = None if fenced else HEADING.match(line)
        if found:
            yield len(found[1]), REFERENCE_MARK.sub("", found[2]).strip()
        else:
            yield 0, line
