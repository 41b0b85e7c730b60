"""Outlines as GeoJSON: the basemap that works without network."""

from __future__ import annotations

import json
from typing import Any

import shapely

from territories.models import Outline, Territory
from territories.rules.keys import PlaceKey

# At zoom 5 of web maps a whole country is on one screen, and a pixel is some 0.02 degree; each zoom more halves it.
FARTHEST, TOLERANCE_DEGREES = 5, 0.05
# zoom, up to which points are written to so much.
GRIDS = ((5, 0.01), (9, 0.001))
PARENT = tuple(f"territory__parent__{name}" for name in PlaceKey._fields)


Frame = tuple[float, float, float, float]


def outlines_geojson(
    level: str, within: Territory | None = None, *, frame: Frame | None = None, zoom: int | None = None
) -> str:
    """A FeatureCollection of today's places of a level, with their code, their name and what holds them. One query.

    `frame`: west, south, east, north; what it touches is whole. `zoom`: with the points that are told apart there.
    """
    outlines = Outline.objects.filter(territory__level=level, territory__successor__isnull=True)
    if within is not None:
        outlines = outlines.filter(territory__ancestor_ids__contains=[within.pk])
    if frame is not None:
        west, south, east, north = frame
        outlines = outlines.filter(west__lte=east, east__gte=west, south__lte=north, north__gte=south)
    rows = outlines.order_by("territory__code", "pk").values_list("wkb", "territory__code", "territory__name", *PARENT)
    shapes = shapely.from_wkb([bytes(wkb) for wkb, *_ in rows])
    if zoom is not None:
        shapes = _seen_at(zoom, shapes)
    features = ",".join(
        f'{{"type":"Feature","properties":{_properties(*said)},"geometry":{shape}}}'
        for (_, *said), shape in zip(rows, shapely.to_geojson(shapes), strict=True)
    )
    return f'{{"type":"FeatureCollection","features":[{features}]}}'


def _seen_at(zoom: int, shapes: Any) -> Any:
    """Neighbours go on sharing the same border; what nothing would be left of stays as it is."""
    grid = next((grid for most, grid in GRIDS if zoom <= most), 0)
    light = shapely.coverage_simplify(shapes, TOLERANCE_DEGREES / 2 ** (max(zoom, FARTHEST) - FARTHEST))
    light = shapely.set_precision(light, grid) if grid else light
    gone = shapely.is_empty(light)
    light[gone] = shapes[gone]
    return light


def _properties(code: str, name: str, *above: str | None) -> str:
    country, level, kind, of = above
    parent = str(PlaceKey(country=country, level=level, kind=kind or "", code=of)) if country and level and of else None
    return json.dumps({"code": code, "name": name, "parent": parent}, ensure_ascii=False, separators=(",", ":"))
