"""The territories whose dashboard somebody may open."""

from typing import Any

from steering.queries.tallies import reading_territories, view_in
from territories.enums import Level
from territories.models import Territory
from territories.queries import search_territories

LIMIT = 20


def held_places(user: Any) -> list[Territory]:
    """Those of one's own scopes, from the largest; the nation for who sees everything."""
    held = reading_territories(user)
    places = Territory.objects.current().select_related("parent__parent")
    if held is None:
        mine = [scope.territory_id for scope in user.held_scopes if scope.territory_id]
        return list(places.filter(pk__in=mine, level=Level.NATION))
    order = {level: rank for rank, level in enumerate(Level)}
    return sorted(places.filter(pk__in=held).in_order(), key=lambda place: order[Level(place.level)])


def found_places(words: str, user: Any) -> list[Territory]:
    """By name or code, those that `user` may open at least in part."""
    held = reading_territories(user)
    return [place for place in search_territories(words, limit=LIMIT) if view_in(place, held)]


def place_above(place: Territory, user: Any) -> Territory | None:
    """The next larger territory, if one may open it."""
    held = reading_territories(user)
    return place.parent if place.parent and view_in(place.parent, held) else None
