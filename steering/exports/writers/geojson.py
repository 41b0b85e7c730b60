"""GeoJSON (RFC 7946). What properties mean, and what was asked, stand beside the features, as the format allows."""

from datetime import date
from pathlib import Path
from typing import Any

import orjson

from cms.rules.cells import printable
from steering.exports.cells import in_words
from steering.registry import Content, Point, Value


def write_geojson(path: Path, content: Content) -> None:
    with path.open("wb") as file:
        file.write(b'{"type":"FeatureCollection","features":[')
        for index, (values, point) in enumerate(content.rows):
            file.write(b",\n" if index else b"\n")
            file.write(orjson.dumps(_feature(content.headings, values, point)))
        file.write(b'\n],"colonnes":')
        file.write(orjson.dumps(dict(zip(content.headings, content.meanings, strict=True))))
        file.write(b',"a_propos":')
        file.write(orjson.dumps(dict(content.about())))
        file.write(b"}\n")


def _feature(headings: list[str], values: list[Value], point: Point) -> dict[str, Any]:
    geometry = {"type": "Point", "coordinates": point} if point else None
    said = (printable(value) if isinstance(value, str) else _plain(value) for value in values)
    return {"type": "Feature", "geometry": geometry, "properties": dict(zip(headings, said, strict=True))}


def _plain(value: Value) -> Any:
    return value.isoformat() if type(value) is date else in_words(value)
