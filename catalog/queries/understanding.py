"""What is meant by a question: places, numbers of people, years, states and themes, taken out of its words.

Each thing understood is shown as a chip, which is removed or changed; what is between quotes is never interpreted.
Reading a question tells nothing of what is published: places, filters and the editors' words are no secret.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import lru_cache, partial
from typing import Any

from django.conf import settings
from django.utils import timezone
from django.utils.translation import override

from actors.enums import Noun, Verb
from actors.rules import Viewer, can
from catalog.queries.places import Spotted, spot_places
from catalog.queries.search import Synonyms
from catalog.registry import Meaning, registry
from catalog.rules.words import Count, Typed, phrases, read_count, read_years
from territories.models import Territory

LONGEST_PHRASE = 6
# Verbs that open a noun's own things: what a noun is called is a filter only for those who may read some.
READERS = {Noun.SITE: Verb.READ_PUBLIC, Noun.ACTION: Verb.READ_PUBLIC}


@dataclass(frozen=True)
class Understood:
    """One thing that was understood. `first`, `last`: its words; `said`: as they were typed. One of the rest is set."""

    first: int
    last: int
    said: str
    place: Territory | None = None
    places: tuple[Territory, ...] = ()
    meaning: Meaning | None = None
    tags: tuple[str, ...] = ()
    people: tuple[int | None, int | None] | None = None
    noun: Noun | None = None

    @property
    def is_soft(self) -> bool:
        """Whether its words are looked for in texts too."""
        return self.place is not None or bool(self.meaning and not self.meaning.is_strict)


@dataclass(frozen=True)
class Question:
    """A question as it was understood. `rest` are the words that are left to look for."""

    typed: Typed
    found: list[Understood] = field(default_factory=list)
    rest: str = ""

    def without(self, one: Understood) -> str:
        return self.typed.without([(one.first, one.last)])

    def as_words(self, one: Understood) -> str:
        """The same question, with these words between quotes."""
        words, text = self.typed.words, self.typed.text
        start, end = words[one.first].start, words[one.last - 1].end
        return f'{text[:start]}"{text[start:end]}"{text[end:]}'


def understand(text: str, *, viewer: Viewer, synonyms: Synonyms | None = None) -> Question:
    """One query, about places, which may be called as the editors' synonyms say ("PACA")."""
    typed = Typed.read(text)
    found: list[Understood] = []
    taken: set[int] = set()
    places = partial(_places, synonyms=synonyms or {})
    for reading in (_counts, _meanings, places, _years, _nouns):
        for one in reading(typed, taken, viewer):
            found.append(one)
            taken.update(range(one.first, one.last))
    found.sort(key=lambda one: one.first)
    found = _drop_lone_noun(typed, found)
    left = typed.without((one.first, one.last) for one in found) if found else text.strip()
    return Question(typed, found, left)


def _counts(typed: Typed, taken: set[int], _viewer: Viewer) -> Iterable[Understood]:
    with override(settings.LANGUAGE_CODE):
        count: Count | None = read_count(typed, taken)
    if count:
        said = typed.said(count.first, count.last)
        yield Understood(count.first, count.last, said, people=(count.at_least, count.at_most))


def _meanings(typed: Typed, taken: set[int], _viewer: Viewer) -> Iterable[Understood]:
    """The longest first, so that "sans eau" is not "eau"."""
    known, used = _known_phrases(settings.LANGUAGE_CODE), set(taken)
    for first, last in typed.runs(LONGEST_PHRASE, used):
        code = known.get(typed.stems(first, last))
        if code is None or used.intersection(range(first, last)):
            continue
        one = _with_years(typed, first, last, registry.meanings[code])
        if not one.tags:
            continue  # it means something with a year only
        used.update(range(one.first, one.last))
        yield one


def _with_years(typed: Typed, first: int, last: int, meaning: Meaning) -> Understood:
    if meaning.years and last < len(typed.words):
        years = _read_years(typed, last)
        if years:
            tags = tuple(f"{meaning.years}:{year}" for year in years.years)
            return Understood(first, years.last, typed.said(first, years.last), meaning=meaning, tags=tags)
    return Understood(first, last, typed.said(first, last), meaning=meaning, tags=meaning.tags)


def _places(typed: Typed, taken: set[int], viewer: Viewer, *, synonyms: Synonyms) -> Iterable[Understood]:
    home = frozenset(scope.territory_id for scope in getattr(viewer.who, "held_scopes", ()) if scope.territory_id)
    known = _known_words(settings.LANGUAGE_CODE)
    found: list[Spotted] = spot_places(typed, taken=taken, ordinary=known, home=home, synonyms=synonyms)
    for one in found:
        yield Understood(one.first, one.last, typed.said(one.first, one.last), place=one.place, places=one.others)


def _years(typed: Typed, taken: set[int], _viewer: Viewer) -> Iterable[Understood]:
    meaning = registry.meanings.get("year")
    if meaning is None:
        return
    for first in range(len(typed.words)):
        years = None if first in taken or not typed.words[first].key else _read_years(typed, first)
        if years and not taken.intersection(range(first, years.last)):
            tags = tuple(f"{meaning.years}:{year}" for year in years.years)
            yield Understood(first, years.last, typed.said(first, years.last), meaning=meaning, tags=tags)
            return


def _nouns(typed: Typed, taken: set[int], viewer: Viewer) -> Iterable[Understood]:
    """What a question begins with, for who may read such things: "sites sans eau", "actions à Lyon"."""
    for noun in registry.called:
        if not can(viewer.who, READERS.get(noun, Verb.READ), noun):
            continue
        for phrase in _said_phrases(settings.LANGUAGE_CODE, str(noun)):
            size = len(phrase.split())
            if not taken.intersection(range(size)) and len(typed.words) >= size and typed.stems(0, size) == phrase:
                yield Understood(0, size, typed.said(0, size), noun=noun)
                return


def _drop_lone_noun(typed: Typed, found: list[Understood]) -> list[Understood]:
    """What a noun is called says the kind of thing only beside something else that was understood, or alone."""
    if any(one.noun is None for one in found):
        return found
    rest = typed.without((one.first, one.last) for one in found)
    return [] if rest else found


def _read_years(typed: Typed, first: int) -> Any:
    with override(settings.LANGUAGE_CODE):
        return read_years(typed, first, today_year=timezone.localdate().year)


@lru_cache(maxsize=8)
def _phrases_of(language: str, stamp: int) -> dict[str, str]:
    with override(language):
        return {phrase: code for code, one in registry.meanings.items() for phrase in phrases(one.words)}


def _known_phrases(language: str) -> dict[str, str]:
    return _phrases_of(language, hash(tuple(registry.meanings)))


@lru_cache(maxsize=8)
def _ways_of(language: str, stamp: int) -> list[tuple[str, str]]:
    with override(language):
        said = [way for one in registry.meanings.values() for way in str(one.words).split("|")[:3] if way]
    return [(" ".join(phrases(way)), way) for way in said]


def said_with(stems: str) -> list[str]:
    """The ways of writing a filter that begin so, the first three of each."""
    ways = _ways_of(settings.LANGUAGE_CODE, hash(tuple(registry.meanings)))
    return [way for phrase, way in ways if phrase.startswith(stems)]


@lru_cache(maxsize=32)
def _said_phrases(language: str, noun: str) -> list[str]:
    with override(language):
        return phrases(registry.called[Noun(noun)])


def _known_words(language: str) -> frozenset[str]:
    """Words of the field, which a place of the same name is not meant by."""
    return frozenset(word for phrase in _known_phrases(language) for word in phrase.split())
