"""What a search found, as its page shows it: chips to remove or change, tabs, highlights, what else to try."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from django.http import QueryDict
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from actors.enums import Noun
from actors.rules import Viewer
from catalog.enums import PLURALS
from catalog.filters.criteria import LITERAL
from catalog.filters.entries import Chip
from catalog.filters.listing import PAGE_SIZE, Choice, Listing
from catalog.filters.search import SearchFilter, by_name
from catalog.queries.highlights import Highlight, highlights
from catalog.queries.understanding import Understood
from catalog.registry import Hit, Source, registry
from territories.enums import Level
from territories.models import Territory

SIZES = (10, 50, 100)
MAX_CHANGES = 8
# How many people and organisations are shown beside the rest.
BESIDE = 3


@dataclass(frozen=True)
class Change:
    label: Any
    link: str


@dataclass(frozen=True)
class RichChip(Chip):
    """A chip that may be changed: `changes` are other ways of asking, the last one as mere words."""

    kind: str = ""
    said: str = ""
    parameters: dict[str, str] = field(default_factory=dict)
    changes: list[Change] = field(default_factory=list)


@dataclass(frozen=True)
class Beside:
    """People or organisations that are found too. `link` shows all of them."""

    code: str
    label: Any
    count: int
    hits: list[Hit]
    link: str


@dataclass(frozen=True)
class Help:
    """The same question without one thing, and how much it would find."""

    label: str
    link: str
    count: int


class SearchListing(Listing):
    filter: SearchFilter

    def __init__(self, query: QueryDict, *, viewer: Viewer, size: int = PAGE_SIZE, also: Iterable[str] = ()) -> None:
        self.noun = None
        self.size = size
        self.filter = SearchFilter(query, viewer=viewer, also=also)

    @cached_property
    def count(self) -> int:
        """Counted with the tabs, which are shown or told beside: words are looked for once less."""
        found, chosen = self.filter.nouns, self.filter.noun_asked
        return found.get(chosen, 0) if chosen else sum(found.values())

    @cached_property
    def chips(self) -> list[RichChip]:
        """What was understood, then what the address asks."""
        asked = [RichChip(one.label, one.remove) for one in self.filter.chips_of_address]
        return [self._chip(one) for one in self.filter.question.found] + asked

    @property
    def suggestion(self) -> str | None:
        return self.filter.reading.corrected or None

    @property
    def kept(self) -> list[tuple[str, str]]:
        """What the address asks beside the words, which a new question keeps."""
        query, own = self.filter.query, {"q", "cursor", LITERAL}
        return [(name, one) for name, values in query.lists() if name not in own for one in values if one]

    @property
    def understood_link(self) -> str:
        return self.filter.link(without=(LITERAL, None))

    @property
    def literal_link(self) -> str:
        return self._link(self.filter.criteria.q, {LITERAL: 1})

    @cached_property
    def marks(self) -> dict[int, Highlight]:
        """By the number of the entry."""
        query = self.filter.marked
        return highlights(self.items, query) if query is not None else {}

    @property
    def has_found_nothing(self) -> bool:
        """Neither as typed, nor by another spelling, nor beside."""
        return bool(self.filter.criteria.q and not self.filter.criteria.cursor and not self.count and not self.beside)

    @property
    def lines(self) -> list[tuple[Any, Highlight | None]]:
        return [(entry, self.marks.get(entry.pk)) for entry in self.items]

    @cached_property
    def beside(self) -> list[Beside]:
        """Found by the right of each source, asked now; not for a type that was chosen."""
        if self.filter.errors or self.filter.noun_asked or not self.filter.criteria.q:
            return []
        question = self.filter.question
        places = [*self.filter.criteria.territories.values(), *(one.place for one in question.found if one.place)]
        found = [self._beside(source, question.rest, places) for source in registry.sources.values()]
        return [one for one in found if one.count]

    @cached_property
    def helps(self) -> list[Help]:
        """For a search that found nothing: what would be found without each thing understood."""
        if self.filter.errors or self.count:
            return []
        typed = self.filter.typed
        tried = [
            Help(self._label(one), self.filter.link(q=typed.without(one)), self.filter.count_without(one))
            for one in typed.found
        ]
        return [one for one in tried if one.count]

    @property
    def tabs(self) -> list[Choice]:
        found, chosen = self.filter.nouns, self.filter.noun_asked
        said = next((one for one in self.filter.question.found if one.noun), None)
        query: dict[str, Any] = {"q": self.filter.question.without(said)} if said else {}
        everything = self.filter.link(without=("type", None), **query)
        return [Choice("", _("everything"), chosen is None, sum(found.values()), everything)] + [
            Choice(noun, PLURALS.get(noun, noun.label), noun == chosen, found.get(noun, 0),
                   self.filter.link(type=noun, **query))
            for noun in Noun
            if noun in found or noun == chosen
        ]  # fmt: skip

    def _beside(self, source: Source, words: str, places: list[Territory]) -> Beside:
        count, hits = source.find(self.filter.viewer, words, places, BESIDE)
        return Beside(source.code, source.label, count, hits, source.link(self.filter.viewer, words))

    def _chip(self, one: Understood) -> RichChip:
        question = self.filter.question
        without = question.without(one)
        changes = [
            Change(label, self._link(without, parameters)) for label, parameters in _others(one, self._told(one))
        ][:MAX_CHANGES]
        changes.append(Change(_("Look for “%s” as words") % one.said, self._link(question.as_words(one), {})))
        return RichChip(
            label=self._label(one),
            remove=self._link(without, {}),
            kind=kind_of(one),
            said=one.said,
            parameters=parameters_of(one),
            changes=changes,
        )

    def _link(self, q: str, parameters: dict[str, Any]) -> str:
        query = self.filter.query.copy()
        query.pop("cursor", None)
        query["q"] = q
        for name, value in parameters.items():
            query.appendlist(name, str(value))
        for name in [name for name, values in query.lists() if not any(values)]:
            del query[name]
        return f"?{query.urlencode()}"

    def _label(self, one: Understood) -> str:
        return label_of(one, self._told(one))

    def _told(self, one: Understood) -> tuple[str, ...]:
        """The tags that matter to the kind of things that is asked for; all of them where none does."""
        noun = self.filter.noun_asked
        names = {facet.name for facet in registry.of(noun).facets} if noun else set()
        return tuple(tag for tag in one.tags if tag.partition(":")[0] in names) or one.tags


def kind_of(one: Understood) -> str:
    if one.place:
        return "place"
    return "people" if one.people else "type" if one.noun else "filter"


def label_of(one: Understood, tags: tuple[str, ...]) -> str:
    if one.place:
        level, name = capfirst(Level(one.place.level).label), one.place.label
        return _("%(facet)s: %(choice)s") % {"facet": level, "choice": name}
    if one.people:
        return _people(*one.people)
    if one.noun:
        return _("Type: %s") % PLURALS.get(one.noun, one.noun.label)
    return " · ".join(dict.fromkeys(str(said) for said in _said(tags))) or one.said


def parameters_of(one: Understood) -> dict[str, str]:
    """The same thing as parameters of the address: of a filter, those of the first of its nouns."""
    if one.place:
        return {"territoire": one.place.key}
    if one.people:
        bounds = dict(zip(("people_min", "people_max"), one.people, strict=True))
        return {name: str(value) for name, value in bounds.items() if value is not None}
    if one.noun:
        return {"type": str(one.noun)}
    name, _sep, code = one.tags[0].partition(":")
    facet = registry.facet_named(name)
    return {facet.param: code} if facet else {}


def _said(tags: tuple[str, ...]) -> Iterator[str]:
    """Tags in words; those of a facet together ("Closed in: 2022, 2023")."""
    for name, codes in by_name(tags).items():
        facet = registry.facet_named(name)
        if facet is None:
            continue
        labels = {str(code): str(label) for code, label in facet.choices()}
        known = [labels.get(code, code) for code in codes]
        told = known if len(known) <= 2 else [f"{known[0]} – {known[-1]}"]
        yield _("%(facet)s: %(choice)s") % {"facet": capfirst(str(facet.label)), "choice": ", ".join(told)}


def _others(one: Understood, tags: tuple[str, ...]) -> Iterator[tuple[Any, dict[str, Any]]]:
    """Other things that may have been meant, as parameters of the address."""
    if one.place:
        wider = [place for place in (one.place.parent, getattr(one.place.parent, "parent", None)) if place]
        for place in [*one.places, *wider]:
            yield f"{capfirst(Level(place.level).label)} : {place.label}", {"territoire": place.key}
    elif one.people:
        yield from ((_people(size, None), {"people_min": size}) for size in SIZES if one.people != (size, None))
    elif one.noun:
        nouns = [noun for noun in registry.nouns if noun != one.noun]
        yield from ((capfirst(str(PLURALS.get(noun, noun.label))), {"type": noun}) for noun in nouns)
    else:
        yield from _other_codes(tags)


def _other_codes(tags: tuple[str, ...]) -> Iterator[tuple[Any, dict[str, Any]]]:
    for name, codes in by_name(tags).items():
        facet = registry.facet_named(name)
        for code, label in facet.choices() if facet else ():
            if facet and str(code) not in codes:
                said = _("%(facet)s: %(choice)s") % {"facet": capfirst(str(facet.label)), "choice": label}
                yield said, {facet.param: code}


def _people(low: int | None, high: int | None) -> str:
    if low is not None and high is not None:
        return _("From %(low)d to %(high)d people") % {"low": low, "high": high}
    if low is not None:
        return _("At least %d people") % low
    return _("At most %d people") % (high or 0)
