"""Shapefile: .shp with its .dbf, and the .prj and .cpg that say projection and encoding; or all of them in a .zip."""

import struct
from collections.abc import Iterator
from functools import partial
from pathlib import Path

import shapefile
from django.utils.translation import gettext as _
from shapely.geometry import shape
from shapely.geometry.base import BaseGeometry

from registers.imports.errors import RegisterError
from registers.imports.geometry import place_of, projection_name
from registers.imports.readers.delimited import guess_encoding
from registers.imports.table import Cell, Guess, Row, Table


def read_shapefile(path: Path, *, encoding: str = "") -> Table:
    encoding = encoding or _encoding(path)
    try:
        with shapefile.Reader(str(path), encoding=encoding) as reader:
            columns = tuple(name for name, *_rest in reader.fields[1:])
            kind = reader.shapeTypeName.capitalize()
    except (shapefile.ShapefileException, struct.error, OSError, LookupError) as error:
        raise RegisterError(_("This shapefile cannot be read; its .shp, .shx and .dbf go together.")) from error
    prj = path.with_suffix(".prj")
    projection = prj.read_text(encoding="utf-8", errors="replace").strip() if prj.exists() else ""
    guess = Guess("Shapefile", encoding=encoding, geometry=kind, projection=projection_name(projection))
    return Table(path, columns, guess, lambda: _rows(path, encoding, projection))


def _encoding(path: Path) -> str:
    said = path.with_suffix(".cpg")
    if said.exists():
        return said.read_text(encoding="ascii", errors="ignore").strip() or "utf-8"
    rows = path.with_suffix(".dbf")
    return guess_encoding(rows.read_bytes()) if rows.exists() else "utf-8"


def _rows(path: Path, encoding: str, projection: str) -> Iterator[Row]:
    with shapefile.Reader(str(path), encoding=encoding) as reader:
        for number, item in enumerate(reader.iterShapeRecords(), start=1):
            cells: dict[str, Cell] = item.record.as_dict()
            place = place_of(partial(_outline, item.shape), projection=projection)
            yield Row(number, cells, place.point, place.problem, place.note)


def _outline(read: shapefile.Shape | None) -> BaseGeometry | None:
    if read is None or read.shapeType == shapefile.NULL:
        return None
    return shape(read.__geo_interface__)
