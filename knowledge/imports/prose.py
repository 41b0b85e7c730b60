"""From the Markdown of a sheet to what the editor holds."""

import re
from functools import lru_cache

import markdown
from wagtail.admin.rich_text.converters.contentstate import ContentstateConverter

from cms.blocks import RICH_TEXT_FEATURES

IMAGE = re.compile(r"!\[[^\]]*\]\([^)]*\)")
TAG = re.compile(r"</?[a-zA-Z][^<>]*>|<!--.*?-->", re.DOTALL)
AUTOLINK = re.compile(r"<(https?://[^\s<>]+)>")
HEADING = re.compile(r"(?m)^ {0,3}#{1,6}\s*(.+?)\s*#*\s*$")
SECTION = re.compile(r"(?m)^## (.+)$")
# A list needs an empty line before it, which many sheets forget.
LIST_BEGINS = re.compile(r"(?m)^(?![*\-+] |\d+\. )(\S.*)\n(?=(?:[*\-+]|\d+\.) )")


@lru_cache
def _converter() -> ContentstateConverter:
    return ContentstateConverter(RICH_TEXT_FEATURES)


def to_rich_text(text: str) -> str:
    """What an editor could have typed, and nothing else: pictures, raw HTML and unknown marks are left out."""
    text = TAG.sub("", AUTOLINK.sub(r"[\1](\1)", IMAGE.sub("", text)))
    text = HEADING.sub(r"\n### \1\n", text)
    html = markdown.markdown(LIST_BEGINS.sub(r"\1\n\n", text), output_format="html")
    converter = _converter()
    # Each paragraph bears a random key, which would make two readings of one text differ.
    written: str = converter.to_database_format(converter.from_database_format(html))
    return re.sub(r' data-block-key="[^"]*"', "", written) if text.strip() else ""


def to_steps(text: str, *, title: str, longest: int) -> list[tuple[str, str]]:
    """(title, rich text) of each section of a text; a text without sections is one step."""
    parts = SECTION.split(text)
    found = [(title, parts[0]), *zip(parts[1::2], parts[2::2], strict=True)]
    return [(name.strip()[:longest], to_rich_text(prose)) for name, prose in found if prose.strip()]
