"""GeoJSON: points as they are, outlines by a point inside them."""

import json
from collections import Counter
from collections.abc import Iterator
from functools import partial
from pathlib import Path
from typing import Any

from django.utils.translation import gettext as _
from shapely.geometry import shape
from shapely.geometry.base import BaseGeometry

from registers.imports.errors import RegisterError
from registers.imports.geometry import place_of, projection_name
from registers.imports.table import Cell, Guess, Row, Table

# RFC 7946 keeps only this one; older files name another in a `crs` member.
DEGREES = ("urn:ogc:def:crs:OGC:1.3:CRS84", "urn:ogc:def:crs:EPSG::4326", "EPSG:4326")


def read_geojson(path: Path) -> Table:
    content = _load(path)
    features = content["features"]
    columns = tuple(dict.fromkeys(name for feature in features for name in feature.get("properties") or {}))
    crs = _projection(content.get("crs"))
    projection = "" if crs in DEGREES else crs
    kinds = Counter(str((feature.get("geometry") or {}).get("type", "-"))[:40] for feature in features)
    guess = Guess(
        "GeoJSON",
        geometry=", ".join(f"{kind} ({count})" for kind, count in kinds.most_common()),
        projection=projection_name(projection),
    )
    said = content.get("properties")
    if isinstance(said, dict) and said.get("exceededTransferLimit"):
        guess.warnings.append(_("The server that wrote this file says that it cut it: rows are missing from it."))
    return Table(path, columns, guess, lambda: _rows(features, projection))


def _load(path: Path) -> dict[str, Any]:
    try:
        content = json.loads(path.read_bytes().decode("utf-8-sig"))
    except (ValueError, RecursionError) as error:
        raise RegisterError(_("This file is not readable JSON.")) from error
    features = content.get("features") if isinstance(content, dict) else None
    if not isinstance(features, list) or not all(map(_is_feature, features)):
        raise RegisterError(_("This JSON file is not a GeoJSON FeatureCollection."))
    return dict(content)


def _is_feature(value: Any) -> bool:
    """A feature has properties and a geometry, or null for either; what is in the geometry is judged by itself."""
    return isinstance(value, dict) and all(
        value.get(name) is None or isinstance(value[name], dict) for name in ("properties", "geometry")
    )


def _projection(crs: Any) -> str:
    named = crs.get("properties") if isinstance(crs, dict) else None
    return str(named.get("name") or "") if isinstance(named, dict) else ""


def _rows(features: list[dict[str, Any]], projection: str) -> Iterator[Row]:
    for number, feature in enumerate(features, start=1):
        place = place_of(partial(_outline, feature.get("geometry")), projection=projection)
        cells = {name: _cell(value) for name, value in (feature.get("properties") or {}).items()}
        yield Row(number, cells, place.point, place.problem, place.note)


def _outline(geometry: dict[str, Any] | None) -> BaseGeometry | None:
    return None if geometry is None else shape(geometry)


def _cell(value: Any) -> Cell:
    return json.dumps(value, ensure_ascii=False) if isinstance(value, dict | list) else value
