"""GeoPackage: an SQLite file; a geometry is a short header, then WKB (OGC 12-128r19, clause 2.1.3)."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass
from functools import partial
from pathlib import Path

import shapely
from django.utils.translation import gettext as _
from shapely.geometry.base import BaseGeometry

from registers.imports.errors import RegisterError
from registers.imports.geometry import place_of, projection_name
from registers.imports.table import Cell, Guess, Row, Table

# Size in bytes of the box that may stand between header and WKB, by its code in the flags.
BOX_SIZES = {0: 0, 1: 32, 2: 48, 3: 48, 4: 64}
HEADER_SIZE = 8
EMPTY_FLAG = 0b0001_0000


@dataclass(frozen=True, slots=True)
class _Layer:
    name: str
    geometry_column: str
    kind: str
    projection: str


def read_geopackage(path: Path, *, sheet: str = "") -> Table:
    try:
        with closing(_connect(path)) as base:
            layers = _layers(base)
            layer = next((layer for layer in layers if sheet in ("", layer.name)), None)
            if layer is None:
                raise RegisterError(_("No layer of rows in this GeoPackage."))
            cursor = base.execute(f"SELECT * FROM {_quoted(layer.name)} LIMIT 0")  # noqa: S608 - a name cannot be a parameter
            columns = tuple(name for name, *_rest in cursor.description if name != layer.geometry_column)
    except sqlite3.DatabaseError as error:
        raise RegisterError(_("This file is not a readable GeoPackage.")) from error
    guess = Guess(
        "GeoPackage",
        sheet=layer.name,
        geometry=layer.kind.capitalize(),
        projection=projection_name(layer.projection),
    )
    return Table(path, columns, guess, lambda: _rows(path, layer))


def _connect(path: Path) -> sqlite3.Connection:
    """Read only and immutable: nothing is written beside the file, which may lie where we may not write."""
    return sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro&immutable=1", uri=True)


def _quoted(name: str) -> str:
    return '"' + name.replace('"', '""') + '"'


def _layers(base: sqlite3.Connection) -> list[_Layer]:
    found = base.execute(
        "SELECT c.table_name, g.column_name, g.geometry_type_name, s.organization, s.organization_coordsys_id"
        " FROM gpkg_contents c JOIN gpkg_geometry_columns g ON g.table_name = c.table_name"
        " JOIN gpkg_spatial_ref_sys s ON s.srs_id = g.srs_id WHERE c.data_type = 'features' ORDER BY c.table_name"
    )
    return [
        _Layer(name, column, kind, "" if number in (0, 4326) else f"{authority}:{number}")
        for name, column, kind, authority, number in found
    ]


def _rows(path: Path, layer: _Layer) -> Iterator[Row]:
    with closing(_connect(path)) as base:
        base.row_factory = sqlite3.Row
        query = f"SELECT * FROM {_quoted(layer.name)} ORDER BY rowid"  # noqa: S608 - a name cannot be a parameter
        for number, item in enumerate(base.execute(query), start=1):
            cells: dict[str, Cell] = dict(item)
            place = place_of(partial(_geometry, cells.pop(layer.geometry_column)), projection=layer.projection)
            yield Row(number, cells, place.point, place.problem, place.note)


def _geometry(blob: object) -> BaseGeometry | None:
    if not isinstance(blob, bytes):
        return None
    if blob[:2] != b"GP":
        raise ValueError
    flags = blob[3]
    if flags & EMPTY_FLAG:
        return None
    return shapely.from_wkb(blob[HEADER_SIZE + BOX_SIZES[flags >> 1 & 0b111] :])
