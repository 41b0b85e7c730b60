"""Territories by their public key, and those whose dashboard somebody may open."""

from typing import Any

from actors.enums import Verb
from steering.queries.tallies import View, reading_territories, view_in, view_of
from territories.enums import Level
from territories.models import Territory
from territories.queries import search_territories

LIMIT = 20


def place_named(key: str) -> Territory | None:
    """The place of a key; of a place of the past, the one that replaced it."""
    place = Territory.objects.keyed(key).select_related("parent__parent", "successor").first()
    return (place.successor or place) if place else None


def view_named(key: str, user: Any, *, verb: Verb = Verb.READ) -> View | None:
    """The same answer (None) for what is no place and for a place out of scope."""
    place = place_named(key)
    return view_of(place, user, verb=verb) if place else None


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


def outline_of(place: Territory) -> bytes | None:
    """In WKB; None where none is known. A query, unless it has been read."""
    outline = getattr(place, "outline", None)
    return bytes(outline.wkb) if outline else None


def place_above(place: Territory, user: Any) -> Territory | None:
    """The next larger territory, if one may open it."""
    held = reading_territories(user)
    return place.parent if place.parent and view_in(place.parent, held) else None
