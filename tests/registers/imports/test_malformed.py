"""Geometries that nobody should have written: each is a point on Earth, or words that say why it is none.

MALFORMED_GEOMETRIES says how many (2,000 by default; 100,000 once before a release). They come in by every door that
takes one: GeoJSON, the blobs of GeoPackage, boxes and circles of filters, the point of the editor's map.
"""

import json
import os
import random
import struct
import time
import zipfile
from contextlib import suppress

import pytest
import shapely
from django.core.exceptions import ValidationError

from catalog.filters.criteria import Refused, _near, read_box
from cms.panels import PointField
from registers.imports.errors import RegisterError
from registers.imports.geometry import MOST_POINTS
from registers.imports.readers import open_table
from tests.registers.imports.test_readers import _geopackage

COUNT = int(os.environ.get("MALFORMED_GEOMETRIES", "2000"))
SEED = 20261127
PATIENCE_S = 2.0
KINDS = [
    "Point", "LineString", "Polygon", "MultiPoint", "MultiLineString", "MultiPolygon", "GeometryCollection", "Feature",
    "polygon", "", None, 3, [], {},
]  # fmt: skip
NUMBERS = [
    0,
    -1,
    2.35,
    48.85,
    181,
    -91,
    1e308,
    -1e308,
    1e-320,
    float("nan"),
    float("inf"),
    10**30,
    True,
    None,
    "2.3",
    "",
    [],
]
SOUND = [
    shapely.Point(2, 48),
    shapely.box(2, 48, 3, 49),
    shapely.LineString([(2, 48), (3, 49)]),
    shapely.MultiPoint([(2, 48)]),
]


def coordinates(drawn: random.Random, depth: int):
    if depth <= 0 or drawn.random() < 0.15:
        return drawn.choice(NUMBERS)
    return [coordinates(drawn, depth - 1) for _ in range(drawn.choice([0, 1, 2, 2, 3, 4, 7]))]


def outline(drawn: random.Random, depth: int = 2):
    if drawn.random() < 0.05:
        return drawn.choice([None, {}, {"type": "Point"}, {"coordinates": [1, 2]}])
    kind = drawn.choice(KINDS)
    made = {"type": kind, "coordinates": coordinates(drawn, drawn.randint(0, 5))}
    if kind in ("GeometryCollection", "Feature") and depth:
        made |= {"geometries": [outline(drawn, depth - 1) for _ in range(3)], "geometry": outline(drawn, depth - 1)}
    return made


def blob(drawn: random.Random) -> bytes:
    """A sound one with bytes changed, taken out or added; or noise."""
    if drawn.random() < 0.2:
        return b"GP" + drawn.randbytes(drawn.randint(0, 60))
    whole = bytearray(b"GP\x00\x01" + b"\x00" * 4 + shapely.to_wkb(drawn.choice(SOUND)))
    for _ in range(drawn.randint(1, 4)):
        at = drawn.randrange(2, len(whole))
        whole[at : at + drawn.randint(0, 2)] = drawn.randbytes(drawn.randint(0, 3))
    return bytes(whole)


def places(path) -> list[float]:
    """How long each row took; all of them are told or placed."""
    table = open_table(path)
    took, began = [], time.process_time()
    for row in table:
        took.append(time.process_time() - began)
        if row.point is not None:
            lon, lat = row.point
            assert -180 <= lon <= 180
            assert -90 <= lat <= 90
        else:
            assert row.problem or row.note
        began = time.process_time()
    return took


def test_no_outline_of_a_geojson_fails_or_hangs(tmp_path):
    drawn = random.Random(SEED)
    features = [{"type": "Feature", "properties": {}, "geometry": outline(drawn)} for _ in range(COUNT // 2)]
    path = tmp_path / "a.geojson"
    path.write_text(json.dumps({"type": "FeatureCollection", "features": features}))
    took = places(path)
    assert len(took) == COUNT // 2
    assert max(took) < PATIENCE_S


def test_no_blob_of_a_geopackage_fails_or_hangs(tmp_path):
    drawn = random.Random(SEED)
    path = tmp_path / "a.gpkg"
    _geopackage(path, [(blob(drawn), "x") for _ in range(COUNT // 4)])
    took = places(path)
    assert len(took) == COUNT // 4
    assert max(took) < PATIENCE_S


CURVE = b"\x01\x08\x00\x00\x00\x03\x00\x00\x00" + struct.pack("<6d", 2, 48, 2.5, 48.5, 3, 48)


def test_curves_and_rings_of_no_number_are_told(tmp_path):
    """Met among a hundred thousand others."""
    _geopackage(tmp_path / "a.gpkg", [(b"GP\x00\x01" + b"\x00" * 4 + CURVE, "x")])
    ring = [[2, 48], [float("nan"), 49], [3, float("inf")], [2, 48]]
    shape = {"type": "Polygon", "coordinates": [ring]}
    (tmp_path / "a.geojson").write_text(json.dumps({"features": [{"properties": {}, "geometry": shape}]}))
    for name in ("a.gpkg", "a.geojson"):
        [row] = open_table(tmp_path / name)
        assert (row.point, bool(row.problem or row.note)) == (None, True)


def test_no_box_circle_or_point_that_is_typed_fails():
    drawn = random.Random(SEED)
    parts = ["1", "-200", "nan", "inf", "1e400", "", " ", "٣", "1_0", "0x1", "9" * 400, "2.35", "48.85", "\x00", "é"]
    taken = 0
    for _ in range(COUNT // 4):
        typed = [drawn.choice(parts) for _ in range(drawn.choice([0, 1, 2, 3, 4, 4, 5]))]
        for read, text in (
            (read_box, ",".join(typed)),
            (_near, ",".join(typed)),
            (PointField().to_python, f"SRID=4326;POINT({' '.join(typed)})"),
        ):
            try:
                taken += read(text) is not None
            except (Refused, ValidationError):
                continue
    assert 0 < taken < COUNT


@pytest.mark.parametrize(
    "content",
    [
        "[" * 100_000,
        '{"type": "FeatureCollection", "features": ' + "[" * 5_000 + "]" * 5_000 + "}",
        '{"features": [1]}',
        '{"features": [{"properties": []}]}',
        '{"features": [{"geometry": "x"}]}',
        '{"features": [], "crs": {"properties": {"name": "urn:nowhere"}}}',
    ],
)
def test_a_file_that_is_no_collection_says_so(tmp_path, content):
    path = tmp_path / "a.geojson"
    path.write_text(content)
    with pytest.raises(RegisterError):
        list(open_table(path))


def test_an_outline_of_too_many_points_is_told_before_it_is_mended(tmp_path):
    drawn = random.Random(SEED)
    ring = [[drawn.random(), drawn.random()] for _ in range(MOST_POINTS + 1)]
    shape = {"type": "Polygon", "coordinates": [[*ring, ring[0]]]}
    path = tmp_path / "a.geojson"
    path.write_text(json.dumps({"features": [{"properties": {}, "geometry": shape}]}))
    [row] = open_table(path)
    assert row.point is None
    assert "20000" in row.problem.replace("\u202f", "").replace("\xa0", "")


def bomb(path, *, parts: int = 1, megabytes: int = 0):
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for number in range(parts):
            archive.writestr(f"xl/{number}.xml", b"")
        archive.writestr("xl/workbook.xml", b" " * (megabytes << 20))
    return path


@pytest.mark.parametrize("shape", [{"megabytes": 101}, {"megabytes": 12}, {"parts": 5_001}])
def test_a_workbook_that_would_fill_the_memory_is_not_opened(tmp_path, shape):
    path = bomb(tmp_path / "a.xlsx", **shape)
    began = time.process_time()
    with pytest.raises(RegisterError, match="trop volumineux une fois ouvert"):
        open_table(path, most=100 << 20)
    assert time.process_time() - began < PATIENCE_S


@pytest.mark.parametrize("damage", range(40))
def test_a_damaged_workbook_is_said_to_be(tmp_path, damage):
    """Bytes changed anywhere: it is read, or refused in words."""
    from openpyxl import Workbook

    book, drawn, path = Workbook(), random.Random(damage), tmp_path / "a.xlsx"
    for row in range(5):
        book.active.append(["nom", row, 2.5, True])
    book.save(path)
    content = bytearray(path.read_bytes())
    for _ in range(3):
        content[drawn.randrange(len(content))] = drawn.randrange(256)
    path.write_bytes(content)
    with suppress(RegisterError):
        assert len(list(open_table(path))) <= 5
