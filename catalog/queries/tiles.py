"""What a tile of the map holds: from afar, groups of things that the database counts; from near, each of them."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import BigIntegerField, Count, F, Min, Sum
from django.db.models.functions import Cast

from actors.enums import Noun
from catalog.querysets import EntryQuerySet
from catalog.registry import registry
from catalog.rules.tiles import EXTENT, EXTENT_BITS, Said, Spot
from territories.rules.morton import ZOOM, Tile, place_in_tile, tile_of

# The last zoom, which maps enlarge beyond: half a metre a unit, and each thing by itself.
MAX_ZOOM = 14
# Before it, what stands in one eighth of a tile's side is one group: about the width of a thumb on a screen.
GROUP_BITS = 3
# Sums of whole numbers: those of degrees would end otherwise in another order of the same rows.
PER_DEGREE = 1_000_000
COLUMNS = ("key", "title", "url", "summary", "people", "dated_on")


@dataclass(frozen=True)
class TileContent:
    """`page_ids`: those of the things that the tile names, for who must be told of it; groups name none."""

    spots: list[Spot]
    page_ids: list[int | None]


def read_tile(entries: EntryQuerySet, tile: Tile, *, noun: Noun) -> TileContent:
    """One query from near; two from afar. ValueError for a tile that does not exist."""
    found = entries.in_tile(*tile)
    if tile[0] >= MAX_ZOOM:
        return _each(found, tile, noun=noun)
    groups = _groups(found, shift=2 * (ZOOM - tile[0] - GROUP_BITS))
    alone = [group["one"] for group in groups if group["count"] == 1]
    each = _each(entries.filter(pk__in=alone), tile, noun=noun) if alone else TileContent([], [])
    has_people = registry.of(noun).has_people
    several = [_cluster(group, tile, has_people=has_people) for group in groups if group["count"] > 1]
    return TileContent([*several, *each.spots], each.page_ids)


def _groups(found: EntryQuerySet, *, shift: int) -> list[dict[str, Any]]:
    sums = {f"{name}_sum": Sum(Cast(F(name) * PER_DEGREE, BigIntegerField())) for name in ("lon", "lat")}
    counts = {"count": Count("pk"), "one": Min("pk"), "people_sum": Sum("people"), "people_known": Count("people")}
    blocks = found.annotate(block=F("cell").bitrightshift(shift)).values("block")
    return list(blocks.annotate(**sums, **counts).order_by("block"))


def _cluster(group: dict[str, Any], tile: Tile, *, has_people: bool) -> Spot:
    """At the mean of its things. Unknown numbers of people are in no sum: `people_known` says of how many it is."""
    count = group["count"]
    lon, lat = (float(group[name]) / count / PER_DEGREE for name in ("lon_sum", "lat_sum"))
    said: dict[str, Said | None] = {"point_count": count}
    if has_people:
        said |= {"people": group["people_sum"], "people_known": group["people_known"]}
    return Spot(*place_in_tile(lon, lat, tile, bits=EXTENT_BITS), said)


def _each(found: EntryQuerySet, tile: Tile, *, noun: Noun) -> TileContent:
    facets = {facet.name for facet in registry.of(noun).facets}
    rows = list(found.order_by("cell", "key").values_list("page_id", "cell", "tags", *COLUMNS))
    spots = []
    for _page_id, cell, tags, *columns in rows:
        x, y = tile_of(cell, tile[0] + EXTENT_BITS)
        spots.append(Spot(x % EXTENT, y % EXTENT, _codes(tags, facets) | _columns(columns)))
    return TileContent(spots, [row[0] for row in rows])


def _columns(columns: list[Any]) -> dict[str, Said | None]:
    key, title, url, summary, people, dated_on = columns
    day = dated_on.isoformat() if dated_on else None
    return {"id": key, "title": title, "url": url, "summary": summary, "people": people, "dated_on": day}


def _codes(tags: Iterable[str], facets: set[str]) -> dict[str, Said | None]:
    """What filters find, for whoever draws by it. Several codes stand side by side: "schooling health"."""
    said: dict[str, Said | None] = {}
    for tag in tags:
        name, _colon, code = tag.partition(":")
        if name in facets:
            said[name] = f"{said[name]} {code}" if name in said else code
    return said
