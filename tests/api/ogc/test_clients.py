"""A program that others wrote: GDAL, as ogrinfo and QGIS use it, over the network, in a process of its own."""

import json
import subprocess
import sys

import pytest

from tests.api.ogc.test_crs import FORWARD, LAMBERT
from tests.e2e.conftest import serving

pytestmark = pytest.mark.django_db
# What it is asked: the layers, and of one of them the fields, the system, and each feature with its place.
PROGRAM = """
import json, struct, sys
from pyogrio import list_layers
from pyogrio.raw import read

address, layer, how = sys.argv[1], sys.argv[2], json.loads(sys.argv[3])
how |= {"bbox": tuple(how["bbox"])} if "bbox" in how else {}
meta, _fids, places, columns = read("OAPIF:" + address, layer=layer, **how)
ids = columns[list(meta["fields"]).index("id")].tolist()
points = [struct.unpack("<dd", bytes(one)[-16:]) if one else None for one in places]
layers = [name for name, _kind in list_layers("OAPIF:" + address)]
print(json.dumps([layers, meta["crs"], dict(zip(ids, points)), list(meta["fields"])]))
"""


@pytest.fixture
def gdal(monkeypatch):
    with serving(monkeypatch) as address:

        def ask(layer, *, environ=None, **how):
            done = subprocess.run(
                [sys.executable, "-c", PROGRAM, f"{address}/ogc", layer, json.dumps(how)],
                capture_output=True,
                text=True,
                check=False,
                env={"GDAL_HTTP_TIMEOUT": "20"} | (environ or {}),
            )
            assert done.returncode == 0, done.stderr
            return json.loads(done.stdout)

        yield ask


def test_gdal_reads_the_collections_page_by_page(things, gdal):
    layers, _crs, found, fields = gdal("areas", PAGE_SIZE="2")
    assert layers == ["areas", "actions", "practices", "news"]
    assert found == {"area-0": [2.36, 48.93], "area-1": [7.75, 48.58], "area-2": None}
    assert {"title", "url", "dated_on"} <= set(fields)


def test_gdal_asks_for_a_frame_and_for_a_projection(things, gdal):
    _layers, crs, found, _fields = gdal("areas", bbox=[640_000, 6_860_000, 660_000, 6_880_000], CRS="EPSG:2154")
    assert (crs, "area-1" in found) == ("EPSG:2154", False)
    assert found["area-0"] == pytest.approx(FORWARD[LAMBERT](2.36, 48.93), abs=0.01)


def test_gdal_reads_sites_with_a_key(published, bearer, gdal):
    [site] = published(1)
    key = bearer()["Authorization"].removeprefix("Bearer ")
    layers, _crs, found, _fields = gdal("sites", environ={"GDAL_HTTP_AUTH": "BEARER", "GDAL_HTTP_BEARER": key})
    assert "sites" in layers
    assert found == {str(site.translation_key): [site.commune.lon, site.commune.lat]}
