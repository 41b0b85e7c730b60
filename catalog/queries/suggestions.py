"""What may be meant by a question that is being typed: places, filters, and titles that the viewer may read.

Three queries at most, each cut short: it is asked at every few letters.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.db.models import Case, F, IntegerField, Q, Value, When
from django.utils.translation import gettext_lazy as _

from actors.enums import Noun
from actors.rules import Viewer
from catalog.models import Entry
from catalog.queries.understanding import said_with
from catalog.registry import registry
from catalog.rules.words import EMPTY, Typed
from territories.enums import CommuneKind
from territories.models import Territory
from territories.rules.text import fold

MIN_LETTERS = 2
MIN_LETTERS_OF_PEOPLE = 3
LONGEST_TAIL = 4
MOST_PLACES, MOST_FILTERS, MOST_TITLES, MOST_BESIDE = 3, 2, 5, 2
# Two letters begin words in most titles: they are looked for at the beginning of titles alone.
MIN_LETTERS_WITHIN = 3


@dataclass(frozen=True)
class Suggestion:
    """`text` is the question that it makes; `url` leads straight to a thing, else it is empty."""

    kind: str
    kind_label: Any
    label: str
    text: str = ""
    url: str = ""


def suggestions(text: str, *, viewer: Viewer) -> list[Suggestion]:
    typed = Typed.read(text)
    if not typed.words or len(fold(text).strip()) < MIN_LETTERS:
        return []
    return [*_filters(typed), *_places(typed), *_titles(text, viewer), *_beside(text, viewer)]


def _places(typed: Typed) -> Iterator[Suggestion]:
    """By the beginning of their name, the most populous first; what comes before stays as it is typed."""
    tails = {typed.key(at, len(typed.words)): at for at in _tails(typed)}
    wanted = Q()
    for key in tails:
        if len(key) >= MIN_LETTERS and key not in EMPTY:
            wanted |= Q(search_name__startswith=key)
    if not wanted:
        return
    places = Territory.objects.current().filter(wanted, country=settings.PLATFORM_COUNTRY)
    places = places.exclude(kind=CommuneKind.ARM).select_related("parent__parent")
    for place in places.order_by(F("population").desc(nulls_last=True), "pk")[:MOST_PLACES]:
        key = max((key for key in tails if place.search_name.startswith(key)), key=len)
        yield Suggestion("place", place.get_level_display(), place.label, _completed(typed, tails[key], place.label))


def _filters(typed: Typed) -> Iterator[Suggestion]:
    found = 0
    for at in _tails(typed):
        for words in said_with(typed.stems(at, len(typed.words))):
            if found < MOST_FILTERS and len(typed.key(at, len(typed.words))) > MIN_LETTERS:
                found += 1
                yield Suggestion("filter", _("filter"), words, _completed(typed, at, words))


def _titles(text: str, viewer: Viewer) -> Iterator[Suggestion]:
    whole = fold(text).strip()
    entries = Entry.objects.visible_to(viewer)
    words = [word for word in whole.split() if word not in EMPTY][-LONGEST_TAIL:] or [whole]
    if max(map(len, words)) < MIN_LETTERS_WITHIN:
        entries = entries.filter(folded_title__startswith=whole)
    else:
        for word in words:
            entries = entries.filter(folded_title__regex=rf"\m{re.escape(word)}")
    is_start = When(folded_title__startswith=whole, then=Value(1))
    starts = Case(is_start, default=Value(0), output_field=IntegerField())
    rows = entries.order_by(starts.desc(), "-change").values_list("noun", "title", "url")
    for noun, title, url in rows[:MOST_TITLES]:
        yield Suggestion(noun, Noun(noun).label, title, url=url)


def _beside(text: str, viewer: Viewer) -> Iterator[Suggestion]:
    """People and organisations, by the right of their own source."""
    if len(text.strip()) < MIN_LETTERS_OF_PEOPLE:
        return
    for source in registry.sources.values():
        _count, hits = source.find(viewer, text, [], MOST_BESIDE)
        yield from (Suggestion(source.code, source.label, hit.title, url=hit.url) for hit in hits)


def _tails(typed: Typed) -> Iterator[int]:
    """Where the last words begin, four at most, the longest first."""
    size = len(typed.words)
    for at in range(max(0, size - LONGEST_TAIL), size):
        if all(word.key for word in typed.words[at:]):
            yield at


def _completed(typed: Typed, at: int, words: str) -> str:
    return f"{typed.text[: typed.words[at].start]}{words}"
