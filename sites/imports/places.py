"""Where a row says that it is. Places of our own country must exist; a foreign register brings its own."""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from hashlib import blake2s
from typing import Any

from django.conf import settings
from django.utils.text import slugify
from django.utils.translation import gettext as _

from registers.imports.table import Point, fold
from territories.enums import ADMINISTRATIVE_LEVELS, CommuneKind, Level
from territories.models import Territory
from territories.queries import commune_at
from territories.rules.text import search_key
from territories.services.registers import add_places

MAX_CODE = 32


class UnknownPlaceError(Exception):
    """The message is for whoever keeps the register; `field` is what to look at."""

    def __init__(self, field: str, message: str) -> None:
        self.field = field
        super().__init__(message)


@dataclass(frozen=True)
class Place:
    """A place that a register names, whether it is known yet or not."""

    country: str
    level: Level
    code: str
    name: str
    parent: "Place | None" = None
    territory: Territory | None = None

    @property
    def key(self) -> tuple[str, str, str]:
        return self.country, str(self.level), self.code

    def line(self) -> "list[Place]":
        """The place and those above it, from the lowest."""
        return [self, *(self.parent.line() if self.parent else [])]


class PlaceBook:
    """Finds places many times over, at a few queries in all."""

    def __init__(self) -> None:
        self._known: dict[str, dict[tuple[str, str, str], Territory]] = {}

    def find(self, values: dict[str, Any], point: Point | None = None) -> Place:
        """The lowest place of a row: its commune, or what holds it when no commune is told."""
        country = str(values.get("country") or "").upper()
        if country == settings.PLATFORM_COUNTRY:
            return self._place_of_ours(values, point)
        place = Place(country, Level.NATION, country, str(values.get("country_name") or country))
        for level in (Level.REGION, Level.DEPARTEMENT, Level.COMMUNE):
            name, code = values.get(f"{level}_name"), values.get(f"{level}_code")
            if name or code:
                place = Place(country, level, str(code or _code_of(str(name), place)), str(name or code), place)
        return place

    def ensure(self, places: Iterable[Place]) -> None:
        """Make the places that are not known yet, from the top."""
        for level in ADMINISTRATIVE_LEVELS:
            missing = {place.key: place for named in places for place in named.line() if place.level == level}
            new = [place for place in missing.values() if self._territory_of(place) is None]
            made = add_places([self._new_territory(place) for place in new])
            for place, territory in zip(new, made, strict=True):
                self._places_of(place.country)[place.key] = territory

    def territory_of(self, place: Place) -> Territory:
        """The territory of a place that is known, or was ensured."""
        territory = self._territory_of(place)
        if territory is None:
            raise LookupError(place.key)
        return territory

    def _territory_of(self, place: Place) -> Territory | None:
        return place.territory or self._places_of(place.country).get(place.key)

    def _new_territory(self, place: Place) -> Territory:
        parent = self.territory_of(place.parent) if place.parent else None
        return Territory(country=place.country, level=place.level, code=place.code, name=place.name, parent=parent)

    def _places_of(self, country: str) -> dict[tuple[str, str, str], Territory]:
        if country not in self._known:
            found = {place.pk: place for place in Territory.objects.filter(country=country, kind="").in_order()}
            for place in found.values():
                if place.parent_id in found:
                    place.parent = found[place.parent_id]
            self._known[country] = {(place.country, place.level, place.code): place for place in found.values()}
        return self._known[country]

    def _place_of_ours(self, values: dict[str, Any], point: Point | None) -> Place:
        code, name = values.get("commune_code"), values.get("commune_name")
        if code:
            territory = self._ours_by_code.get(str(code).upper())
            if territory is None:
                raise UnknownPlaceError("commune_code", _("no commune has this code"))
        elif name:
            territory = self._named(str(name), values)
        else:
            territory = commune_at(*point) if point else None
            if territory is None:
                raise UnknownPlaceError("commune_code", _("no commune is told, and no point tells it"))
        return Place(territory.country, Level.COMMUNE, territory.code, territory.name, territory=territory)

    def _named(self, name: str, values: dict[str, Any]) -> Territory:
        within = {search_key(str(values[key])) for key in ("departement_code", "departement_name") if values.get(key)}
        found = [
            commune
            for commune in self._ours_by_name.get(search_key(name), [])
            if not within or ((above := commune.parent) and within & {search_key(above.code), search_key(above.name)})
        ]
        if len(found) == 1:
            return found[0]
        if found:
            raise UnknownPlaceError(
                "commune_name", _("several communes have this name: give the département or the code")
            )
        raise UnknownPlaceError("commune_name", _("no commune has this name"))

    @cached_property
    def _ours_by_code(self) -> dict[str, Territory]:
        """Today's commune of every code, former ones included; a commune of today comes before a former one."""
        places = Territory.objects.filter(country=settings.PLATFORM_COUNTRY, level=Level.COMMUNE)
        by_code: dict[str, Territory] = {}
        for place in places.select_related("successor__parent", "parent").in_order():
            if place.kind == CommuneKind.COM and place.successor is None:
                by_code[place.code] = place
            else:
                by_code.setdefault(place.code, place.today())
        return by_code

    @cached_property
    def _ours_by_name(self) -> dict[str, list[Territory]]:
        by_name: dict[str, list[Territory]] = {}
        for place in {place.pk: place for place in self._ours_by_code.values()}.values():
            by_name.setdefault(place.search_name, []).append(place)
        return by_name


def _code_of(name: str, parent: Place) -> str:
    """A code for a place that has none: readable, and told apart from places of the same name elsewhere."""
    path = [fold(name)]
    above: Place | None = parent
    while above:
        path.append(above.code)
        above = above.parent
    digest = blake2s("/".join(path).encode(), digest_size=4).hexdigest()
    return f"{slugify(name)[: MAX_CODE - 9].strip('-') or 'x'}-{digest}"
