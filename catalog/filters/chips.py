"""What is asked, in words."""

from collections.abc import Iterator
from typing import NamedTuple

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from catalog.filters.criteria import Criteria, facets_of
from catalog.registry import CatalogNoun


class Said(NamedTuple):
    """One criterion. `value` is the one of several that a parameter may have, None for a parameter given once."""

    param: str
    value: str | None
    label: str


def say(criteria: Criteria, noun: CatalogNoun | None) -> Iterator[Said]:
    if criteria.q:
        yield Said("q", None, _("Words: %s") % criteria.q)
    for value, place in criteria.territories.items():
        yield Said("territoire", value, place.name)
    if criteria.bbox:
        yield Said("bbox", None, _("Within the frame of the map"))
    if criteria.near:
        yield Said("near", None, _("Within %d metres of a point") % criteria.near.radius_m)
    if criteria.updated_since:
        day = date_format(criteria.updated_since, "SHORT_DATE_FORMAT")
        yield Said("updated_since", None, _("Updated since %s") % day)
    if criteria.people_min is not None:
        yield Said("people_min", None, _("At least %d people") % criteria.people_min)
    if criteria.people_max is not None:
        yield Said("people_max", None, _("At most %d people") % criteria.people_max)
    yield from _say_facets(criteria, noun)


def _say_facets(criteria: Criteria, noun: CatalogNoun | None) -> Iterator[Said]:
    for facet in facets_of(noun):
        names = {str(code): label for code, label in facet.choices()}
        for code in criteria.facets.get(facet.param, []):
            yield Said(facet.param, code, _("%(facet)s: %(choice)s") % {"facet": facet.label, "choice": names[code]})
