"""Columns of a place, the same in every table."""

from collections.abc import Callable
from typing import Any

from django.utils.translation import gettext_lazy as _

from steering.registry import Column, Point
from territories.enums import Level

PLACE = _("Place")


def above(place: Any, level: Level) -> Any:
    """The place itself or what holds it, at one level; None where there is none. Parents have been read."""
    while place is not None and place.level != level:
        place = place.parent
    return place


def place_point(place: Any) -> Point:
    """The own point of a territory or of a site, in degrees; None where it is not known."""
    return (place.lon, place.lat) if place.lon is not None and place.lat is not None else None


def place_columns(of: Callable[[Any], Any], *, with_commune: bool = True) -> list[Column]:
    """`of`: from a row to its territory, with its EPCI where it is a commune, and its parents."""

    def name(level: Level) -> Callable[[Any], str | None]:
        return lambda row: getattr(above(of(row), level), "name", None)

    def code(level: Level) -> Callable[[Any], str | None]:
        return lambda row: getattr(above(of(row), level), "code", None)

    communes = [
        Column("commune", PLACE, _("Commune"), _("Name of the commune."), name(Level.COMMUNE)),
        Column("commune_code", PLACE, _("Code of the commune"), _("INSEE code, of today."), code(Level.COMMUNE)),
        Column("epci", PLACE, _("EPCI"), _("Grouping of communes that the commune belongs to."), _epci(of)),
    ]
    wider = [
        Column("departement", PLACE, _("Département"), _("Name of the département."), name(Level.DEPARTEMENT)),
        Column("departement_code", PLACE, _("Code of the département"), _("INSEE code."), code(Level.DEPARTEMENT)),
        Column("region", PLACE, _("Région"), _("Name of the région."), name(Level.REGION), is_usual=False),
    ]
    return [*(communes if with_commune else []), *wider]


def _epci(of: Callable[[Any], Any]) -> Callable[[Any], str | None]:
    return lambda row: getattr(getattr(of(row), "epci", None), "name", None)
