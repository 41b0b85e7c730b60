"""Outlines as GeoJSON: the basemap that works without network."""

from __future__ import annotations

import json
from typing import Any

import shapely

from territories.models import Outline, Territory
from territories.rules.keys import PlaceKey

# What a whole country on one screen can show: a pixel or so, in degrees. Neighbours go on sharing the same border.
OVERVIEW_DEGREES, OVERVIEW_GRID_DEGREES = 0.03, 0.01
PARENT = tuple(f"territory__parent__{name}" for name in PlaceKey._fields)


def outlines_geojson(level: str, within: Territory | None = None, *, is_overview: bool = False) -> str:
    """A FeatureCollection of today's places of a level, with their code, their name and what holds them. One query."""
    outlines = Outline.objects.filter(territory__level=level, territory__successor__isnull=True)
    if within is not None:
        outlines = outlines.filter(territory__ancestor_ids__contains=[within.pk])
    rows = outlines.order_by("territory__code", "pk").values_list("wkb", "territory__code", "territory__name", *PARENT)
    shapes = shapely.from_wkb([bytes(wkb) for wkb, *_ in rows])
    if is_overview:
        shapes = _seen_from_afar(shapes)
    features = ",".join(
        f'{{"type":"Feature","properties":{_properties(*said)},"geometry":{shape}}}'
        for (_, *said), shape in zip(rows, shapely.to_geojson(shapes), strict=True)
    )
    return f'{{"type":"FeatureCollection","features":[{features}]}}'


def _seen_from_afar(shapes: Any) -> Any:
    light = shapely.set_precision(shapely.coverage_simplify(shapes, OVERVIEW_DEGREES), OVERVIEW_GRID_DEGREES)
    gone = shapely.is_empty(light)
    light[gone] = shapes[gone]
    return light


def _properties(code: str, name: str, *above: str | None) -> str:
    country, level, kind, of = above
    parent = str(PlaceKey(country=country, level=level, kind=kind or "", code=of)) if country and level and of else None
    return json.dumps({"code": code, "name": name, "parent": parent}, ensure_ascii=False, separators=(",", ":"))
