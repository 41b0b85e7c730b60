"""The filter of a noun: what an address asks of the catalogue, for one viewer."""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django.db.models import Count, F, Func
from django.http import QueryDict

from actors.enums import Noun
from actors.rules import Viewer
from actors.rules.precision import public_precision
from catalog.enums import Sort
from catalog.filters.chips import say
from catalog.filters.criteria import Criteria, facets_of, params_of, read_criteria
from catalog.models import Entry
from catalog.queries import search
from catalog.queries.pages import EntryPage, read_page
from catalog.querysets import EntryQuerySet, sight_of
from catalog.registry import Facet, registry
from territories.models import Territory


@dataclass(frozen=True)
class Chip:
    """One criterion in words; `remove` is the query that does without it."""

    label: str
    remove: str


@dataclass(frozen=True)
class Option:
    code: str
    label: Any
    count: int
    is_chosen: bool


@dataclass(frozen=True)
class FacetState:
    """A facet, with what each choice would find beside the other filters."""

    facet: Facet
    options: list[Option]

    @property
    def is_chosen(self) -> bool:
        return any(option.is_chosen for option in self.options)


class EntryFilter:
    """`EntryFilter(Noun.SITE, request.GET, viewer=viewer)`; a noun of None looks in all of them.

    `also` names the parameters that the caller reads itself; `places`: the territories of the address, by key, where
    the caller holds them. With an error, nothing is found: a filter that was not understood must not show more than
    what was asked.
    """

    def __init__(
        self,
        noun: Noun | None,
        query: QueryDict,
        *,
        viewer: Viewer,
        also: Iterable[str] = (),
        places: dict[str, Territory] | None = None,
    ) -> None:
        self.noun = noun
        self.catalog_noun = registry.of(noun) if noun else None
        self.viewer = viewer
        self.query = query
        self.params = params_of(self.catalog_noun)
        self.criteria, self.errors = read_criteria(query, self.catalog_noun, also=also, places=places)
        self._visible: dict[Noun | None, EntryQuerySet] = {}

    @property
    def wrong(self) -> set[str]:
        """The parameters that were not understood."""
        return {error.param for error in self.errors}

    @cached_property
    def queryset(self) -> EntryQuerySet:
        """What is asked, in no order."""
        return self._matching()

    @property
    def sight(self) -> str:
        """Names `queryset` where nothing is asked; who reads the same has the same name. "" otherwise."""
        is_whole = not self.errors and self.criteria == Criteria(sort=self.sort)
        return f"{self.noun} {public_precision()} {sight_of(self.viewer)}" if is_whole else ""

    @property
    def sort(self) -> Sort:
        return self.criteria.sort

    def page(self, *, size: int) -> EntryPage:
        entries = self.queryset
        if self.sort == Sort.RELEVANCE:
            entries = search.ranked(entries, self.criteria.q)
        return read_page(entries, sort=self.sort, size=size, cursor=self.criteria.cursor)

    @cached_property
    def facets(self) -> list[FacetState]:
        """One query for the facets of which nothing is chosen, one for each of the others."""
        free = _count_tags(self.queryset) if self.shown_facets else {}
        states = []
        for facet in self.shown_facets:
            chosen = self.criteria.facets.get(facet.param, [])
            others = self._matching(except_for=facet) if chosen else self.queryset
            counts = self._count_narrowed(facet, others) if facet.narrow else _count_tags(others) if chosen else free
            options = [
                Option(str(code), label, counts.get(f"{facet.name}:{code}", 0), str(code) in chosen)
                for code, label in facet.choices()
            ]
            if options:
                states.append(FacetState(facet, options))
        return states

    @property
    def shown_facets(self) -> tuple[Facet, ...]:
        return facets_of(self.catalog_noun)

    def _count_narrowed(self, facet: Facet, entries: EntryQuerySet) -> dict[str, int]:
        """In one query, for what no tag says."""
        counted = {
            f"n{number}": Count("pk", filter=facet.where(self.viewer, [code]))
            for number, (code, _label) in enumerate(facet.choices())
        }
        found = entries.aggregate(**counted)
        return {f"{facet.name}:{code}": found[f"n{number}"] for number, (code, _label) in enumerate(facet.choices())}

    @cached_property
    def nouns(self) -> dict[str, int]:
        """How many of each noun are found; the noun that was chosen apart."""
        found = self._matching(of_any_type=True).values_list("noun").annotate(found=Count("pk")).order_by("noun")
        return dict(found)

    @property
    def chips(self) -> list[Chip]:
        return self._chips_but()

    @property
    def chips_of_address(self) -> list[Chip]:
        """Those of its parameters but for the words."""
        return self._chips_but("q")

    def link(self, *, without: tuple[str, str | None] | None = None, **given: Any) -> str:
        """The same question with `given` parameters replaced, or without one (or one value of it). Never the cursor."""
        query = self.query.copy()
        query.pop("cursor", None)
        for name in [name for name, values in query.lists() if not any(values)]:
            del query[name]
        if without:
            name, value = without
            query.setlist(name, [one for one in query.getlist(name) if value is not None and one.strip() != value])
        for name, value in given.items():
            query[name] = str(value)
        return "?" + query.urlencode()

    @property
    def without_words(self) -> EntryQuerySet:
        """The same question but for its words: where another spelling of them is looked for."""
        return self._matching(with_words=False)

    def _chips_but(self, *params: str) -> list[Chip]:
        said = [one for one in say(self.criteria, self.catalog_noun) if one.param not in params]
        return [Chip(one.label, self.link(without=(one.param, one.value))) for one in said]

    def _matching(
        self, *, except_for: Facet | None = None, of_any_type: bool = False, with_words: bool = True
    ) -> EntryQuerySet:
        if self.errors:
            return Entry.objects.none()
        criteria = self.criteria
        noun = self.noun or (None if of_any_type else criteria.type)
        entries = self._in_place(self.visible(noun))
        for facet in facets_of(self.catalog_noun):
            if facet.param in criteria.facets and facet.param != (except_for and except_for.param):
                entries = entries.filter(facet.where(self.viewer, criteria.facets[facet.param]))
        bounds = {
            "changed_at__gte": criteria.updated_since,
            "people__gte": criteria.people_min,
            "people__lte": criteria.people_max,
        }
        entries = entries.filter(**{name: value for name, value in bounds.items() if value is not None})
        return search.matching(entries, criteria.q) if criteria.q and with_words else entries

    def visible(self, noun: Noun | None) -> EntryQuerySet:
        """What the viewer may see. Lists, tabs and facets begin with it: composed once, it is most of their cost."""
        if noun not in self._visible:
            self._visible[noun] = Entry.objects.visible_to(self.viewer, noun=noun)
        return self._visible[noun]

    def _in_place(self, entries: EntryQuerySet) -> EntryQuerySet:
        if self.criteria.territories:
            entries = entries.touching({place.pk for place in self.criteria.territories.values()})
        entries = entries.within(self.criteria.bbox) if self.criteria.bbox else entries
        return entries.near(self.criteria.near) if self.criteria.near else entries


def _count_tags(entries: EntryQuerySet) -> dict[str, int]:
    each = Func(F("tags"), function="unnest", set_returning=True)
    return dict(entries.annotate(tag=each).values_list("tag").annotate(found=Count("pk")).order_by("tag"))
