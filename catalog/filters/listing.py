"""A list of the catalogue as a page shows it: what was found, how many, where to go from here."""

from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django.conf import settings
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from actors.enums import Noun
from actors.rules import Viewer
from catalog.enums import PLURALS, Sort
from catalog.filters.criteria import usual_sort
from catalog.filters.entries import EntryFilter
from catalog.models import Entry
from catalog.queries import search
from catalog.queries.pages import EntryPage
from territories.enums import Level
from territories.models import Territory

PAGE_SIZE = 20
# Where the map of a noun finds the same things as its list. The map is a client of the public API like any other.
MAP_SOURCES = {
    Noun.AREA: "/api/v1/areas.geojson",
    Noun.SITE: "/api/v1/sites.geojson",
    Noun.ACTION: "/api/v1/actions.geojson",
}


@dataclass(frozen=True)
class Choice:
    """One of several, as a form or a row of tabs shows it."""

    code: str
    label: Any
    is_chosen: bool
    count: int = 0
    link: str = ""


class Listing:
    """Each property asks its own query at most once, and only if the template wants it."""

    def __init__(
        self,
        noun: Noun | None,
        query: QueryDict,
        *,
        viewer: Viewer,
        size: int = PAGE_SIZE,
        places: dict[str, Territory] | None = None,
    ) -> None:
        self.noun = noun
        self.size = size
        self.filter = EntryFilter(noun, query, viewer=viewer, places=places)

    @cached_property
    def page(self) -> EntryPage:
        return self.filter.page(size=self.size)

    @property
    def items(self) -> list[Entry]:
        return self.page.items

    @cached_property
    def count(self) -> int:
        return self.filter.queryset.count()

    @property
    def is_bounded(self) -> bool:
        """Whether there are more matches than search puts in order."""
        return bool(self.filter.criteria.q) and self.count > search.MAX_RANKED

    @property
    def next_link(self) -> str:
        return self.filter.link(cursor=self.page.next) if self.page.next else ""

    @property
    def previous_link(self) -> str:
        return self.filter.link(cursor=self.page.previous) if self.page.previous else ""

    @cached_property
    def suggestion(self) -> str | None:
        """Another spelling that finds something, when this one finds nothing."""
        if self.filter.errors or not self.filter.criteria.q or self.count:
            return None
        return search.suggest(self.filter.without_words, self.filter.criteria.q)

    @property
    def suggestion_link(self) -> str:
        return self.filter.link(q=self.suggestion)

    @cached_property
    def places(self) -> dict[str, list[Choice]]:
        """Régions and départements of the platform's country, to choose from without typing."""
        chosen = {place.pk for place in self.filter.criteria.territories.values()}
        levels: dict[str, list[Choice]] = {Level.REGION: [], Level.DEPARTEMENT: []}
        places = Territory.objects.current().filter(country=settings.PLATFORM_COUNTRY, level__in=levels)
        for place in places.only("country", "level", "kind", "code", "name").in_order():
            levels[place.level].append(Choice(place.key, place.name, place.pk in chosen))
        return {str(Level(level).label): choices for level, choices in levels.items() if choices}

    @property
    def other_places(self) -> list[str]:
        """The places asked that are not among `places`: communes, EPCI, other countries; a form must keep them."""
        offered = (Level.REGION, Level.DEPARTEMENT)
        return [
            value
            for value, place in self.filter.criteria.territories.items()
            if place.level not in offered or place.country != settings.PLATFORM_COUNTRY
        ]

    @property
    def has_more_filters(self) -> bool:
        """Whether something is asked that the form folds away."""
        asked = self.filter.criteria
        return bool(asked.facets or asked.updated_since) or {asked.people_min, asked.people_max} != {None}

    @property
    def sorts(self) -> list[Choice]:
        """The order that goes without saying is said with nothing: new words then bring their own."""
        asked, noun = self.filter.criteria, self.filter.catalog_noun
        usual = usual_sort(noun, has_words=bool(asked.q))
        possible = {usual, Sort.RECENT, Sort.TITLE} | ({Sort.PEOPLE} if noun and noun.has_people else set())
        return [
            Choice("" if sort == usual else sort.value, sort.label, sort == asked.sort)
            for sort in Sort
            if sort in possible
        ]

    @property
    def tabs(self) -> list[Choice]:
        """The nouns in which something is found, when all are looked in."""
        found, chosen = self.filter.nouns, self.filter.criteria.type
        everything = Choice(
            "", _("everything"), chosen is None, sum(found.values()), self.filter.link(without=("type", None))
        )
        return [everything] + [
            Choice(noun, PLURALS.get(noun, noun.label), noun == chosen, found.get(noun, 0), self.filter.link(type=noun))
            for noun in Noun
            if noun in found or noun == chosen
        ]

    @property
    def map_source(self) -> str:
        """The address of the same things as GeoJSON; none for a question that was not understood."""
        source = MAP_SOURCES.get(self.noun) if self.noun and not self.filter.errors else None
        return source + self.filter.link(without=("sort", None)) if source else ""
