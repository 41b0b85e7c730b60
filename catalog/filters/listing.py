"""A list of the catalogue as a page shows it: what was found, how many, where to go from here."""

from functools import cached_property

from django.http import QueryDict

from actors.enums import Noun
from actors.rules import Viewer
from catalog.filters.entries import EntryFilter
from catalog.models import Entry
from catalog.queries import search
from catalog.queries.pages import EntryPage

PAGE_SIZE = 20
# Where the map of a noun finds the same things as its list. The map is a client of the public API like any other.
MAP_SOURCES = {
    Noun.AREA: "/api/v1/areas.geojson",
    Noun.SITE: "/api/v1/sites.geojson",
    Noun.ACTION: "/api/v1/actions.geojson",
}


class Listing:
    """Each property asks its own query at most once, and only if the template wants it."""

    def __init__(self, noun: Noun | None, query: QueryDict, *, viewer: Viewer, size: int = PAGE_SIZE) -> None:
        self.noun = noun
        self.size = size
        self.filter = EntryFilter(noun, query, viewer=viewer)

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

    @property
    def map_source(self) -> str:
        """The address of the same things as GeoJSON."""
        source = MAP_SOURCES.get(self.noun) if self.noun else None
        return source + self.filter.link(without=("sort", None)) if source else ""
