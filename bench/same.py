"""Whether two answers say the same, whatever their shapes: without that no time is told."""

import json
import re
from typing import Any

import mapbox_vector_tile

HEADING, PARAGRAPH = re.compile(r"<h1[^>]*>\s*([^<]+?)\s*</h1>"), re.compile(r"<p[^>]*>([^<]+)</p>")
# What every side knows of an action; one that tells less of it (Wagtail's API of an operator) is compared on the rest.
FACTS = ("title", "objectives", "themes", "started_on", "ended_on", "location_kind", "outcome")
COUNTS = ("count", "numberMatched", "filtered_table_rows_count")
EXTENT = 4096
# Units of a tile: one side's points are rounded from millionths of a degree, the other's from what it holds.
NEAR = 2


def items(body: bytes) -> list[dict[str, Any]]:
    """The things of a list, a detail or features."""
    told = json.loads(body)
    for name in ("results", "features", "items", "rows"):
        if name in told:
            return told[name]
    return [told]


def key_of(item: dict[str, Any]) -> str:
    properties = item.get("properties", {})
    return str(item.get("translation_key") or properties.get("translation_key") or item["id"])


def keys(body: bytes) -> list[str]:
    return [key_of(one) for one in items(body)]


def counted(body: bytes) -> int | None:
    """How many there are in all, where the answer says so."""
    told = json.loads(body)
    found = [told[name] for name in COUNTS if name in told]
    return found[0] if found else told.get("meta", {}).get("total_count")


def facts(item: dict[str, Any]) -> dict[str, Any]:
    """By name, written alike: no value and no text are one, and a list is one in text too."""
    said = item.get("properties") or item
    known = {name: said[name] or None for name in FACTS if name in said}
    themes = known.get("themes") or []
    known["themes"] = sorted(json.loads(themes) if isinstance(themes, str) else themes)
    if "geometry" in item:
        known["place"] = [round(number, 5) for number in (item["geometry"] or {}).get("coordinates", ())]
    return known


def same_things(ours: bytes, theirs: bytes, *, in_order: bool = False) -> bool:
    """The same things in the same number, each with the same said of it."""
    mine, other = ([(key_of(one), facts(one)) for one in items(body)] for body in (ours, theirs))
    if not in_order:
        mine, other = (sorted(found, key=lambda one: one[0]) for found in (mine, other))
    counts = {counted(ours), counted(theirs)} - {None}
    return (
        bool(mine)
        and len(counts) <= 1
        and [key for key, _ in mine] == [key for key, _ in other]
        and all(a[name] == b[name] for (_, a), (_, b) in zip(mine, other, strict=True) for name in a.keys() & b.keys())
    )


def same_list(ours: bytes, theirs: bytes) -> bool:
    return same_things(ours, theirs, in_order=True)


def both_find(ours: bytes, theirs: bytes) -> bool:
    """Which words are one word is each engine's own matter."""
    return bool(items(ours)) and bool(items(theirs))


def same_page(ours: bytes, theirs: bytes) -> bool:
    """The same heading, and all that the other tells in paragraphs, whatever stands around."""
    headings, paragraphs = ([found.findall(body.decode()) for body in (ours, theirs)] for found in (HEADING, PARAGRAPH))
    (mine, other), (shown, told) = headings, ({one.strip() for one in said} for said in paragraphs)
    return mine == other and len(mine) == 1 and len(told) > 1 and told <= shown


def tile(body: bytes) -> list[dict[str, Any]]:
    """The points of the only layer that stand in the tile itself; some write those beside it too."""
    [layer] = mapbox_vector_tile.decode(body, default_options={"y_coord_down": True}).values()
    return [one for one in layer["features"] if all(0 <= number < EXTENT for number in one["geometry"]["coordinates"])]


def same_number_of_points(ours: bytes, theirs: bytes) -> bool:
    """Ours groups what stands close: the groups are made of as many."""
    mine = sum(one["properties"].get("point_count", 1) for one in tile(ours))
    return mine == len(tile(theirs)) > 0


def same_points(ours: bytes, theirs: bytes) -> bool:
    """One by one: the same things, at the same place but for rounding, with the same title."""
    mine, other = (
        {key_of(one["properties"]): (one["properties"]["title"], one["geometry"]["coordinates"]) for one in tile(body)}
        for body in (ours, theirs)
    )
    return (
        bool(mine)
        and mine.keys() == other.keys()
        and all(
            title == other[key][0] and all(abs(a - b) <= NEAR for a, b in zip(place, other[key][1], strict=True))
            for key, (title, place) in mine.items()
        )
    )
