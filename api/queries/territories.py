"""Places in the order of their keys, page by page."""

from dataclasses import dataclass

from django.db.models import Q

from territories.enums import Level
from territories.models import Territory
from territories.queries import search_territories
from territories.querysets import TerritoryQuerySet
from territories.rules.keys import PlaceKey

KEY_ORDER = ("country", "level", "kind", "code")
# Among so many answers, those inside a territory are looked for.
MANY = 1_000
# What a document reads of other places.
RELATED = ("parent__parent", "epci", "successor")


@dataclass(frozen=True)
class PlacePage:
    """`next` is the key of the last place, after which the next page begins."""

    items: list[Territory]
    next: str | None


def places(*, level: Level | None = None, inside: Territory | None = None) -> TerritoryQuerySet:
    """Places of today."""
    found = Territory.objects.current()
    if level:
        found = found.at(level)
    return found.inside(inside) if inside else found


def read_places(asked: TerritoryQuerySet, *, size: int, after: PlaceKey | None = None) -> PlacePage:
    if after:
        asked = asked.filter(_beyond(after))
    found = list(asked.select_related(*RELATED).order_by(*KEY_ORDER)[: size + 1])
    items = found[:size]
    return PlacePage(items, items[-1].key if len(found) > size else None)


def table_of_places(*, level: Level | None, inside: Territory | None) -> list[Territory]:
    """All of them, in the order of their keys."""
    return list(places(level=level, inside=inside).select_related(*RELATED).order_by(*KEY_ORDER))


def search_places(
    text: str, *, level: Level | None = None, inside: Territory | None = None, size: int
) -> list[Territory]:
    """The best answers first, as an address field shows them. What is said of each is read at once."""
    found = search_territories(text, levels=[level] if level else None, limit=MANY if inside else size)
    kept = [place.pk for place in found if inside is None or inside.pk in place.ancestor_ids][:size]
    known = Territory.objects.select_related(*RELATED).in_bulk(kept)
    return [known[pk] for pk in kept]


def find_place(key: str) -> Territory | None:
    """Places of the past too: they tell which one follows them."""
    return Territory.objects.keyed(key).select_related(*RELATED).first()


def _beyond(key: PlaceKey) -> Q:
    beyond, same = Q(), Q()
    for name in KEY_ORDER:
        beyond |= same & Q(**{f"{name}__gt": getattr(key, name)})
        same &= Q(**{name: getattr(key, name)})
    return beyond
