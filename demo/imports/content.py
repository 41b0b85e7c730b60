"""Reading the texts of the demonstration (demo/content): all fictitious, see its README."""

from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import frontmatter
import markdown
import yaml

CONTENT = Path(__file__).resolve().parent.parent / "content"


@dataclass(frozen=True)
class Text:
    """A Markdown file: its front matter, and its sections by heading ("" before the first)."""

    key: str
    meta: dict[str, Any]
    sections: dict[str, str]


@cache
def lists(name: str) -> Any:
    """A YAML file of demo/content, by name without its ending."""
    return yaml.safe_load((CONTENT / f"{name}.yaml").read_text(encoding="utf-8"))


def texts(folder: str) -> list[Text]:
    """The Markdown files of a folder, in the order of their names."""
    return [_read(path) for path in sorted((CONTENT / folder).glob("*.md"))]


def _read(path: Path) -> Text:
    post = frontmatter.load(str(path))
    sections: dict[str, list[str]] = {"": []}
    heading = ""
    for line in post.content.splitlines():
        if line.startswith("## "):
            heading = line[3:].strip()
            sections[heading] = []
        else:
            sections[heading].append(line)
    return Text(
        key=path.stem, meta=post.metadata, sections={name: "\n".join(rows).strip() for name, rows in sections.items()}
    )


def to_html(text: str) -> str:
    """Markdown to the HTML that rich text fields hold."""
    return markdown.markdown(text, output_format="html")


def to_body(text: Text) -> list[dict[str, Any]]:
    """A text as the blocks of `cms.blocks.BodyBlock`: a heading block for each section, and its prose."""
    blocks: list[dict[str, Any]] = []
    for heading, prose in text.sections.items():
        if heading:
            blocks.append({"type": "heading", "value": heading})
        if prose:
            blocks.append({"type": "text", "value": to_html(prose)})
    return blocks
