"""Where each floor above says how its pages look to each audience.

A noun signs up once, in its `apps.py`:

    registry.sign_up(CatalogNoun(noun=Noun.SITE, model="sites.SitePage", documents=site_documents))

`documents(page)` yields one `Document` per audience that may see the page; an audience it yields nothing for
has no entry, and loses the one it had. Nothing else decides what is published.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any

from django.apps import apps
from django.db.models import Q

from actors.enums import Noun
from actors.rules import Viewer
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
    # For what is in no tag: (viewer, codes) -> the entries meant, told by what the viewer may read of other things.
    narrow: Callable[[Viewer, list[str]], Q] | None = None

    def where(self, viewer: Viewer, codes: Iterable[str]) -> Q:
        """The entries that carry one at least of the codes."""
        wanted = [str(code) for code in codes]
        if self.narrow:
            return self.narrow(viewer, wanted)
        return Q(tags__overlap=[f"{self.name}:{code}" for code in wanted])


@dataclass(frozen=True)
class Meaning:
    """What people write for a filter: "sans eau", which is the tag water:bad of sites and need:no_water of practices.

    words: the ways of writing it, as a text to translate, with "|" between. Floors that sign up the same code add
    their tags to it. is_strict: only the tags answer; otherwise the words found in a text answer too. years: the words
    of a year may follow ("fermés en 2024"), and the tag is then "name:2024" for that name.
    """

    code: str
    tags: tuple[str, ...] = ()
    words: Any = ""
    is_strict: bool = False
    years: str = ""


@dataclass(frozen=True)
class Hit:
    """One thing that is found beside the catalogue."""

    title: str
    url: str
    about: str = ""


@dataclass(frozen=True)
class Source:
    """What is found beside the catalogue: people and organisations, whose rights are asked at each search.

    find(viewer, words, territories, limit) -> how many there are, and the first ones. Nothing for who may not.
    link(viewer, words) -> where all of them are.
    """

    code: str
    label: Any
    link: Callable[[Viewer, str], str]
    find: Callable[[Viewer, str, list[Any], int], tuple[int, list[Hit]]]


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
    meanings: dict[str, Meaning] = field(default_factory=dict)
    # What a noun is called in a search: "sites", "actions"...; the codes are nouns.
    called: dict[Noun, Any] = field(default_factory=dict)
    sources: dict[str, Source] = field(default_factory=dict)
    # Pages of another model that are published under a noun, by label; and what pages of prose say, by label.
    kin: dict[str, CatalogNoun] = field(default_factory=dict)
    contents: dict[str, Callable[[Any], dict[str, Any]]] = field(default_factory=dict)
    more_facets: dict[Noun, tuple[Facet, ...]] = field(default_factory=dict)

    def sign_up(self, entry: CatalogNoun) -> None:
        more = tuple(one for one in self.more_facets.get(entry.noun, ()) if one not in entry.facets)
        self.nouns[entry.noun] = replace(entry, facets=(*entry.facets, *more))

    def sign_up_kin(self, entry: CatalogNoun) -> None:
        """Another model of a noun that is there already: what it has for filters is the noun's."""
        self.kin[entry.model] = entry

    @property
    def published(self) -> list[CatalogNoun]:
        """Everything that pages are published as, kin included."""
        return [*(entry for entry in self.nouns.values() if entry.model), *self.kin.values()]

    def add_facet(self, noun: Noun, facet: Facet) -> None:
        """A facet of a noun that a floor above the noun's own can tell; whichever signs up first."""
        self.more_facets[noun] = (*self.more_facets.get(noun, ()), facet)
        if noun in self.nouns:
            self.sign_up(self.nouns[noun])

    def every_facet(self) -> tuple[Facet, ...]:
        """The facets of all nouns; those that share a parameter are one, with the choices of all."""
        found: dict[str, Facet] = {}
        for facet in (facet for noun in self.nouns.values() for facet in noun.facets):
            known = found.get(facet.param)
            found[facet.param] = _both(known, facet) if known else facet
        return tuple(found.values())

    def facet_named(self, name: str) -> Facet | None:
        return next((facet for facet in self.every_facet() if facet.name == name), None)

    def mean(self, *meanings: Meaning) -> None:
        for one in meanings:
            known = self.meanings.get(one.code)
            if known:
                # Whoever says the words comes first, whichever floor signs up first.
                first, second = (known, one) if known.words else (one, known)
                one = replace(first, tags=(*first.tags, *second.tags))  # noqa: PLW2901
            self.meanings[one.code] = one

    def of(self, noun: Noun) -> CatalogNoun:
        """How a noun is listed; one that no floor has signed up has no filter of its own."""
        return self.nouns.get(noun) or CatalogNoun(noun=noun)

    def of_model(self, label: str) -> CatalogNoun | None:
        """The noun of a model, by its label ("sites.SitePage")."""
        return next((entry for entry in self.published if entry.model == label), None)


def _both(one: Facet, other: Facet) -> Facet:
    def choices() -> list[tuple[str, Any]]:
        return list({str(code): label for code, label in [*one.choices(), *other.choices()]}.items())

    return replace(one, choices=choices, is_fixed=one.is_fixed and other.is_fixed)


registry = Registry()
