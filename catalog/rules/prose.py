"""Prose as it leaves the platform: rich text cleaned, its links resolved, and blocks as plain HTML."""

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import asdict, dataclass
from typing import Any

from bs4 import BeautifulSoup, Comment, Tag
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe

ALLOWED = frozenset(
    [
        "p",
        "h2",
        "h3",
        "h4",
        "h5",
        "b",
        "strong",
        "i",
        "em",
        "ul",
        "ol",
        "li",
        "br",
        "hr",
        "a",
        "blockquote",
        "sub",
        "sup",
    ]
)
# What goes with all that it holds.
DROPPED = ("script", "style", "iframe", "object", "embed", "template")
SCHEMES = ("http://", "https://", "mailto:", "tel:", "#")
INSIDE = re.compile(r"^/(?!/)")
# Which kind of thing a link of the editor's leads to, and its number.
Target = tuple[str, int]


@dataclass(frozen=True)
class Link:
    """Where a link leads: an address, and for what the API gives, the noun and the identifier."""

    url: str
    noun: str | None = None
    id: str | None = None


def targets_in(value: Any) -> set[Target]:
    """The pages and documents that rich text somewhere in `value` leads to."""
    if isinstance(value, dict):
        value = list(value.values())
    if isinstance(value, list | tuple):
        return {target for one in value for target in targets_in(one)}
    if not isinstance(value, str) or "linktype=" not in value:
        return set()
    found = (_target(tag) for tag in BeautifulSoup(value, "html.parser").find_all("a"))
    return {target for target in found if target}


def clean(text: str, known: Mapping[Target, Link]) -> tuple[str, list[dict[str, Any]]]:
    """The HTML that is safe to show anywhere, and the links in it. One that leads nowhere public is mere words."""
    soup = BeautifulSoup(text or "", "html.parser")
    links: list[Link] = []
    for comment in soup.find_all(string=lambda one: isinstance(one, Comment)):
        comment.extract()
    for tag in soup.find_all(DROPPED):
        tag.decompose()
    for tag in soup.find_all():
        link = _link(tag, known) if tag.name == "a" else None
        if tag.name not in ALLOWED or (tag.name == "a" and link is None):
            tag.unwrap()
            continue
        tag.attrs = {"href": link.url} if link else {}
        links += [link] if link else []
    return str(soup), [asdict(one) for one in dict.fromkeys(links)]


def address(text: str) -> str:
    """An address that may be shown as it is, or nothing."""
    text = (text or "").strip()
    return text if text.startswith(SCHEMES) or INSIDE.match(text) else ""


def html_of(blocks: Iterable[dict[str, Any]]) -> str:
    """The blocks one after the other, as plain HTML: no class, no script, nothing asked of elsewhere."""
    return "\n".join(WRITERS[block["type"]](block) for block in blocks)


def _target(tag: Tag) -> Target | None:
    kind, number = str(tag.get("linktype", "")), str(tag.get("id", ""))
    return (kind, int(number)) if kind in ("page", "document") and number.isdecimal() else None


def _link(tag: Tag, known: Mapping[Target, Link]) -> Link | None:
    target = _target(tag)
    if target:
        return known.get(target)
    url = address(str(tag.get("href", "")))
    return Link(url) if url else None


def _safe(html: str) -> SafeString:
    """What `clean` made."""
    return mark_safe(html)  # noqa: S308


def _heading(block: dict[str, Any]) -> str:
    return format_html("<h2>{}</h2>", block["text"])


def _text(block: dict[str, Any]) -> str:
    return _safe(block["html"])


def _figure(block: dict[str, Any]) -> str:
    caption = format_html("<figcaption>{}</figcaption>", block["caption"]) if block["caption"] else ""
    return format_html("<figure>{}{}</figure>", _image(block["image"]), caption)


def _image(image: dict[str, Any]) -> str:
    sizes = [(one["url"], one["width"]) for one in image["renditions"]]
    widest = image["renditions"][-1]
    return format_html(
        '<img src="{}" srcset="{}" width="{}" height="{}" alt="{}" loading="lazy">',
        widest["url"],
        format_html_join(", ", "{} {}w", sizes),
        widest["width"],
        widest["height"],
        image["alt"],
    )


def _video(block: dict[str, Any]) -> str:
    """Never without what it shows and says in writing."""
    return format_html(
        '<figure><video controls preload="none" src="{}" aria-label="{}"></video>'
        "<figcaption><p>{}</p>{}</figcaption></figure>",
        block["url"],
        block["title"],
        block["title"],
        _safe(block["description"]),
    )


def _quote(block: dict[str, Any]) -> str:
    author = format_html("<figcaption>{}</figcaption>", block["author"]) if block["author"] else ""
    return format_html("<figure><blockquote><p>{}</p></blockquote>{}</figure>", block["text"], author)


def _callout(block: dict[str, Any]) -> str:
    title = format_html("<p><strong>{}</strong></p>", block["title"]) if block["title"] else ""
    return format_html("<aside>{}{}</aside>", title, _safe(block["html"]))


def _latest(block: dict[str, Any]) -> str:
    """What is the latest on the day of reading is for the reader to ask."""
    return format_html(
        '<section data-latest="{}" data-count="{}"><h2>{}</h2></section>', block["noun"], block["count"], block["title"]
    )


def _step(block: dict[str, Any]) -> str:
    return format_html("<h3>{}</h3>\n{}", block["title"], _safe(block["html"]))


def _practice(block: dict[str, Any]) -> str:
    comment = format_html("<p>{}</p>", block["comment"]) if block["comment"] else ""
    return format_html('<p><a href="{}">{}</a></p>{}', block["url"], block["title"], comment)


WRITERS: dict[str, Callable[[dict[str, Any]], str]] = {
    "heading": _heading,
    "text": _text,
    "figure": _figure,
    "video": _video,
    "quote": _quote,
    "callout": _callout,
    "latest": _latest,
    "step": _step,
    "practice": _practice,
}
