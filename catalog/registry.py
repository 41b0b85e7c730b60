"""Where each floor above says how its pages look to each audience.

A noun signs up once, in its `apps.py`:

    registry.sign_up(CatalogNoun(noun=Noun.SITE, model="sites.SitePage", documents=site_documents))

`documents(page)` yields one `Document` per audience that may see the page; an audience it yields nothing for
has no entry, and loses the one it had. Nothing else decides what is published.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.apps import apps

from actors.enums import Noun
from catalog.enums import Audience, Sort


@dataclass(frozen=True)
class Document:
    """What one audience may see of one thing.

    fields: the JSON properties of the API, in order; codes, numbers, ISO dates, None for unknown.
    territory_ids: `Territory.ancestor_ids` of its place (empty: no place). tags: "facet:code" per filterable value.
    text: what search reads besides title and summary. lon, lat: WGS84 degrees, as precisely as the audience may know.
    url: the path of the page that shows it to this audience. people: for range filters; None is unknown.
    """

    audience: Audience
    title: str
    url: str
    fields: dict[str, Any]
    summary: str = ""
    text: str = ""
    territory_ids: tuple[int, ...] = ()
    tags: tuple[str, ...] = ()
    people: int | None = None
    lon: float | None = None
    lat: float | None = None
    dated_on: date | None = None


@dataclass(frozen=True)
class Facet:
    """A filter of lists, map and API: `?param=code` keeps the entries that carry the tag "name:code"."""

    param: str
    name: str
    label: Any
    choices: Callable[[], Iterable[tuple[str, Any]]]
    # Whether the choices are those of the code, and so can be promised in the API's description.
    is_fixed: bool = True


@dataclass(frozen=True)
class CatalogNoun:
    """How one noun is published, listed and filtered.

    documents(page) is given a live page as the database has it. If it yields one for members, it yields it always:
    members of the place read that one instead of the public one.
    """

    noun: Noun
    model: str = ""
    documents: Callable[[Any], Iterable[Document]] = lambda _: ()
    facets: tuple[Facet, ...] = ()
    # Related rows that `documents` reads, foreign keys included, for publishing many pages at a flat query count.
    prefetch: tuple[str, ...] = ()
    has_place: bool = True
    # Whether `Document.people` is filled, and so can be filtered and sorted by.
    has_people: bool = False
    # How its list is ordered unless asked otherwise.
    sort: Sort = Sort.RECENT

    @property
    def page_model(self) -> Any:
        return apps.get_model(self.model)


@dataclass(frozen=True)
class OpenSite:
    """What areas are computed from: one open site, without anything that tells which."""

    commune_id: int
    people: int | None
    minors: int | None = None
    minors_in_school: int | None = None


@dataclass
class Registry:
    nouns: dict[Noun, CatalogNoun] = field(default_factory=dict)
    open_sites: Callable[[], Iterable[OpenSite]] = lambda: ()

    def sign_up(self, entry: CatalogNoun) -> None:
        self.nouns[entry.noun] = entry

    def of(self, noun: Noun) -> CatalogNoun:
        """How a noun is listed; one that no floor has signed up has no filter of its own."""
        return self.nouns.get(noun) or CatalogNoun(noun=noun)

    def of_model(self, label: str) -> CatalogNoun | None:
        """The noun of a model, by its label ("sites.SitePage")."""
        return next((entry for entry in self.nouns.values() if entry.model == label), None)


registry = Registry()
