"""GeoJSON: points as they are, outlines by a point inside them."""

import json
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import shapely
from django.utils.translation import gettext as _
from shapely.geometry import shape

from registers.imports.errors import RegisterError
from registers.imports.geometry import Place, place_of, projection_name
from registers.imports.table import Cell, Guess, Row, Table

# RFC 7946 keeps only this one; older files name another in a `crs` member.
DEGREES = ("urn:ogc:def:crs:OGC:1.3:CRS84", "urn:ogc:def:crs:EPSG::4326", "EPSG:4326")


def read_geojson(path: Path) -> Table:
    content = _load(path)
    features = content["features"]
    columns = tuple(dict.fromkeys(name for feature in features for name in feature.get("properties") or {}))
    crs = ((content.get("crs") or {}).get("properties") or {}).get("name", "")
    projection = "" if crs in DEGREES else crs
    kinds = Counter((feature.get("geometry") or {}).get("type", "-") for feature in features)
    guess = Guess(
        "GeoJSON",
        geometry=", ".join(f"{kind} ({count})" for kind, count in kinds.most_common()),
        projection=projection_name(projection),
    )
    if (content.get("properties") or {}).get("exceededTransferLimit"):
        guess.warnings.append(_("The server that wrote this file says that it cut it: rows are missing from it."))
    return Table(path, columns, guess, lambda: _rows(features, projection))


def _load(path: Path) -> dict[str, Any]:
    try:
        content = json.loads(path.read_bytes().decode("utf-8-sig"))
    except ValueError as error:
        raise RegisterError(_("This file is not readable JSON.")) from error
    if not isinstance(content, dict) or not isinstance(content.get("features"), list):
        raise RegisterError(_("This JSON file is not a GeoJSON FeatureCollection."))
    return content


def _rows(features: list[dict[str, Any]], projection: str) -> Iterator[Row]:
    for number, feature in enumerate(features, start=1):
        place = _place(feature.get("geometry"), projection)
        cells = {name: _cell(value) for name, value in (feature.get("properties") or {}).items()}
        yield Row(number, cells, place.point, place.problem, place.note)


def _place(geometry: dict[str, Any] | None, projection: str) -> Place:
    if geometry is None:
        return place_of(None)
    try:
        return place_of(shape(geometry), projection=projection)
    except (shapely.errors.ShapelyError, ValueError, TypeError, KeyError, AttributeError):
        return Place(problem=_("unreadable geometry"))


def _cell(value: Any) -> Cell:
    return json.dumps(value, ensure_ascii=False) if isinstance(value, dict | list) else value
