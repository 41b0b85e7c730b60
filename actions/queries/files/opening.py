"""A file as it was sent: opened, looked at, and read through what a person checked."""

from collections.abc import Iterator
from contextlib import contextmanager
from itertools import islice
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from django.utils.translation import gettext as _

from actions.models import ResultsFile
from registers.imports.archives import MOST_SENT
from registers.imports.errors import RegisterError
from registers.imports.mapping import FieldRule, Identity, Mapping
from registers.imports.opened import Opened, Request, Say, open_mapped
from registers.imports.readers import open_table
from registers.imports.schema import Schema
from registers.imports.table import Table
from registers.imports.values import as_text

SUFFIXES = (".csv", ".tsv", ".txt", ".xlsx")
MAX_BYTES = 10 * 1024 * 1024
MAX_ROWS = 5000
MAX_COLUMNS = 200
EXAMPLES, EXAMPLE_SIGNS, DISTINCT = 3, 60, 40


@contextmanager
def on_disk(content: bytes, suffix: str) -> Iterator[Path]:
    """Readers want a file with the end of its name; storages give neither."""
    with TemporaryDirectory() as folder:
        path = Path(folder) / f"results{suffix}"
        path.write_bytes(content)
        yield path


@contextmanager
def stored_on_disk(file: ResultsFile) -> Iterator[Path]:
    with file.file.open("rb") as stored:
        content = stored.read()
    with on_disk(content, file.suffix) as path:
        yield path


def look_at(content: bytes, name: str) -> tuple[list[dict[str, Any]], int]:
    """The columns of a file, each with what its first rows hold, and how many rows there are. RegisterError if none."""
    suffix = f".{name.rsplit('.', 1)[-1].lower()}" if "." in name else ""
    if suffix not in SUFFIXES:
        raise RegisterError(_("Send a spreadsheet: XLSX or CSV. From LibreOffice, save it as XLSX."))
    if len(content) > MAX_BYTES:
        raise RegisterError(_("This file is over 10 MB: send it in parts."))
    with on_disk(content, suffix) as path:
        table = open_table(path, most=MOST_SENT)
        rows, examples = _walked(table)
        if rows > MAX_ROWS:
            raise RegisterError(_("This file has more than %(n)d rows: send it in parts.") % {"n": MAX_ROWS})
        if not rows:
            raise RegisterError(_("This file has headings and no row."))
        if len(table.columns) > MAX_COLUMNS:
            raise RegisterError(_("This file has too many columns: keep those of results."))
        return [{"name": name, "examples": examples[name]} for name in table.columns], rows


def _walked(table: Table) -> tuple[int, dict[str, list[str]]]:
    """How many rows there are, and what the first ones hold in each column: the file is read once, while one waits."""
    rows = 0
    met: dict[str, dict[str, None]] = {column: {} for column in table.columns[:MAX_COLUMNS]}
    wanted = list(met)
    for row in islice(table, MAX_ROWS + 1):
        rows += 1
        for column in wanted:
            if said := as_text(row.cells.get(column)).strip()[:EXAMPLE_SIGNS]:
                met[column][said] = None
        wanted = [column for column in wanted if len(met[column]) < EXAMPLES]
    return rows, {column: list(found) for column, found in met.items()}


def distinct_values(file: ResultsFile, column: str) -> list[str]:
    """What a column of the file holds, each once, in the order met."""
    with stored_on_disk(file) as path:
        table = open_table(path)
        met = dict.fromkeys(" ".join(as_text(row.cells.get(column)).split()) for row in table)
        return [value for value in met if value][:DISTINCT]


def open_file(path: Path, file: ResultsFile, schema: Schema, *, say: Say) -> Opened:
    """The rows of the file through its mapping."""
    columns: dict[str, str] = file.mapping.get("columns", {})
    rules = [FieldRule(name, columns=(column,)) for column, name in columns.items()]
    read = set(columns.values())
    rules += [
        FieldRule(name, constant=file.mapping[name])
        for name in ("action", "year")
        if name not in read and file.mapping.get(name)
    ]
    named = [(column,) for name in ("action", "year", "source") for column, one in columns.items() if one == name]
    mapping = Mapping(
        name="by hand",
        register=file.name,
        title=file.name,
        noun="results",
        identity=Identity(tuple(named)),
        fields=tuple(rules),
        # Ways of saying that something is not known, met in operators' files.
        unknown=frozenset({"-", "/", "nc", "n.c.", "nr", "n.r.", "nd", "n.d.", "?", "na", "n/a"}),
    )
    return open_mapped(Request(path, ""), mapping, schema, say=say)
