"""What docs/ogc.md lists is what is executed."""

import re
from pathlib import Path

import pytest

from api.ogc.views.service import CLASSES
from tests.api.ogc import test_core, test_crs

GUIDE = Path(__file__).parents[3] / "docs" / "ogc.md"
PREFIX = {"core": "test_", "geojson": "test_geojson_", "oas30": "test_oas30_", "crs": "test_"}
ROWS = dict(re.findall(r"^\| `(ogcapi-features-[^`]+)` \| (.+) \|$", GUIDE.read_text(), re.MULTILINE))


@pytest.mark.parametrize("row", ROWS)
def test_each_abstract_test_is_a_test(row):
    module, prefix = (test_crs if row.endswith("crs") else test_core), PREFIX[row.rpartition("/")[2]]
    known = {name.lower().replace("_", "") for name in vars(module)}
    listed = ROWS[row].split(", ")
    wanted = {one: (prefix + one.removeprefix("oas-")).lower().replace("_", "").replace("-", "") for one in listed}
    assert [one for one, name in wanted.items() if name not in known] == []


def test_what_is_declared_is_what_is_listed():
    assert [f"http://www.opengis.net/spec/{row}" for row in ROWS] == CLASSES
