"""The parameters of lists, as the filters of the catalogue know them."""

from collections.abc import Iterable
from typing import Literal

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiExample, OpenApiParameter

from actors.enums import Noun, OrganisationKind
from catalog.enums import Sort
from catalog.filters.criteria import facets_of, params_of
from catalog.registry import Facet, registry
from territories.enums import Level

# name -> what it says, an example. Types and choices come from the filters.
TOLD: dict[str, tuple[str | Promise, str]] = {
    "q": (_("Words to look for; accents, case and plurals do not matter."), "école"),
    "territoire": (_("Key of a territory; may be repeated. What lies inside is found."), "FR-departement-93"),
    "bbox": (_("Frame: west,south,east,north in degrees (WGS84)."), "2.2,48.8,2.5,49.0"),
    "near": (_("At most so far from a point: longitude,latitude,metres (100,000 at most)."), "2.36,48.93,5000"),
    "territoire_unique": (_("Key of a territory: what lies inside is found."), "FR-departement-93"),
    "kind": (_("Only organisations of this kind."), "association"),
    "updated_since": (_("Published or changed since this day or this instant."), "2026-11-01"),
    "people_min": (_("At least so many people."), "20"),
    "people_max": (_("At most so many people."), "100"),
    "sort": (_("Order; by relevance when there are words, else the most recent first."), "title"),
    "cursor": (_("Where a page begins: taken from “next”, never made."), ""),
    "limit": (_("How many per page, from 1 to 100 (20)."), "50"),
    "limit_of_changes": (_("How many per page, from 1 to 1,000 (200)."), "500"),
    "since": (_("Up to where you have read: taken from “next”, never made. Without it, all from nothing."), ""),
    "types_of_changes": (
        _("Only things of these types, separated by commas: area, action, practice, news, site."),
        "area,news",
    ),
    "fields": (_("Only these fields, separated by commas; “id” is always there."), "title,url"),
    "revision": (_("The mark of the version, as the preview gives it."), "9f86d081884c7d659a2feaa0c55ad015"),
    "path": (_("Path of a page, as somebody asked it."), "/a-propos/"),
    "include": (_("Related things that come along, in “included”; several are separated by commas."), ""),
    "type": (_("Only things of this kind."), "practice"),
    "tel_quel": (_("1: the words are only words, nothing else is understood of them."), "1"),
    "level": (_("Only places of this level."), "departement"),
    "zoom": (_("Zoom of web maps, from 0 to 18: outlines with the points that are told apart there."), "5"),
    "day": (_("The day, as lists give it."), "2026-11-23"),
    "key": (_("Identifier of the thing, as lists give it."), ""),
}
CHOICES = {"kind": OrganisationKind.values, "sort": Sort.values, "level": Level.values}
NUMBERS = {"zoom", "people_min", "people_max", "limit", "limit_of_changes"}


def entry_parameters(noun: Noun | None, *, own: Iterable[str], refused: Iterable[str]) -> list[OpenApiParameter]:
    """None: all nouns together."""
    catalog_noun = registry.nouns[noun] if noun else None
    facets = {facet.param: facet for facet in facets_of(catalog_noun)}
    names = [name for name in [*params_of(catalog_noun), *own] if name not in refused]
    return [_of_facet(facets[name]) if name in facets else told(name) for name in names]


def told(key: str, *, name: str = "", location: Literal["query", "path"] = "query") -> OpenApiParameter:
    """`name`, where the same parameter is told in other words than usual."""
    description, example = TOLD[key]
    name = name or key
    return OpenApiParameter(
        name,
        OpenApiTypes.INT if key in NUMBERS else OpenApiTypes.STR,
        location,
        description=str(description),
        enum=CHOICES.get(name),
        many=name == "territoire",
        required=location == "path",
        examples=[OpenApiExample(name, example)] if example else [],
    )


def told_include(names: Iterable[str]) -> OpenApiParameter:
    return OpenApiParameter(
        "include",
        OpenApiTypes.STR,
        description=str(TOLD["include"][0]),
        enum=list(names),
        many=True,
        style="form",
        explode=False,
    )


def _of_facet(facet: Facet) -> OpenApiParameter:
    codes = [str(code) for code, _label in facet.choices()] if facet.is_fixed else None
    return OpenApiParameter(facet.param, OpenApiTypes.STR, description=str(facet.label), enum=codes, many=True)
