"""Outlines as GeoJSON: the basemap that works without network."""

from __future__ import annotations

import json

import shapely

from territories.models import Outline, Territory


def outlines_geojson(level: str, within: Territory | None = None) -> str:
    """A FeatureCollection of today's places of a level, with their code and name. One query."""
    outlines = Outline.objects.filter(territory__level=level, territory__successor__isnull=True)
    if within is not None:
        outlines = outlines.filter(territory__ancestor_ids__contains=[within.pk])
    rows = outlines.order_by("territory__code", "pk").values_list("territory__code", "territory__name", "wkb")
    shapes = shapely.to_geojson(shapely.from_wkb([bytes(wkb) for _, _, wkb in rows]))
    features = ",".join(
        f'{{"type":"Feature","properties":{_properties(code, name)},"geometry":{shape}}}'
        for (code, name, _), shape in zip(rows, shapes, strict=True)
    )
    return f'{{"type":"FeatureCollection","features":[{features}]}}'


def _properties(code: str, name: str) -> str:
    return json.dumps({"code": code, "name": name}, ensure_ascii=False, separators=(",", ":"))
