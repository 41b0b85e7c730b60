"""Links in what editors write: which ones are there, and which answers say that one is broken. Pure."""

import re
from collections.abc import Iterable, Iterator
from html import unescape

EXTERNAL = re.compile(r'<a\b[^>]*\bhref="(https?://[^"]+)"', re.IGNORECASE)
INTERNAL = re.compile(r'<a\b[^>]*\blinktype="page"[^>]*>', re.IGNORECASE)
PAGE_ID = re.compile(r'\bid="(\d{1,18})"')
# Sites that answer machines with these, and people with their page: nobody can tell.
UNKNOWABLE = frozenset({401, 403, 405, 429})
GONE = frozenset({404, 410})


def external_links(texts: Iterable[str]) -> list[str]:
    """Each once, in order."""
    found = [unescape(url) for text in texts for url in EXTERNAL.findall(text)]
    return list(dict.fromkeys(found))


def linked_pages(texts: Iterable[str]) -> set[int]:
    return {int(number) for text in texts for number in _page_ids(text)}


def is_broken(status: int | None) -> bool:
    """Nobody answered, the page is gone, or the server fails."""
    return status is None or status in GONE or (status >= 500 and status not in UNKNOWABLE)


def _page_ids(text: str) -> Iterator[str]:
    for tag in INTERNAL.findall(text):
        yield from PAGE_ID.findall(tag)
