"""Whatever is typed in an address of OGC or of a tile, the answer is an answer or a problem, never a failure."""

import pytest
from django.test import Client
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.api.ogc.conftest import COLLECTIONS
from tests.factories import ScopeFactory

pytestmark = pytest.mark.django_db
PATHS = [
    *("/ogc/", "/ogc/api", "/ogc/collections", "/ogc/x"),
    *(f"/ogc/collections/{name}{rest}" for name in COLLECTIONS for rest in ("", "/items", "/items/area-0")),
    *(f"/tiles/{audience}{rest}" for audience in ("public", "member") for rest in (".json", "/14/8299/5634.mvt")),
]
NAMES = [
    "bbox",
    "bbox-crs",
    "crs",
    "datetime",
    "limit",
    "q",
    "near",
    "territoire",
    "statut",
    "sort",
    "cursor",
    "type",
    "x",
]
LIKELY = [
    *("2,48,3,49", "48,2,49,3", "600000,6800000,700000,6900000", "1e400,nan,0,0", "0,0,0,0,0,0", "180,-90,-180,90"),
    *(f"http://www.opengis.net/def/crs/EPSG/0/{code}" for code in (4326, 3857, 2154, 99999)),
    *(
        "2026-11-01/..",
        "../..",
        "9999-12-31T23:59:59Z",
        "0001-01-01T00:00:00+14:00/..",
        "9" * 30,
        "-1",
        "site",
        "title",
    ),
]
VALUES = st.one_of(st.text(max_size=30), st.sampled_from(LIKELY))
ASKED = st.lists(st.tuples(st.sampled_from(NAMES), VALUES), max_size=4)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(path=st.sampled_from(PATHS), asked=ASKED)
def test_no_parameter_makes_an_address_fail(things, path, asked):
    client = Client()
    client.force_login(ScopeFactory().user)
    answer = client.get(path, asked)
    assert answer.status_code < 500, answer.content
    assert answer.status_code < 400 or answer.headers["Content-Type"] == "application/problem+json"


@pytest.mark.parametrize("frame", ["-20000000,-20000000,20000000,20000000", "0,0,0,0", "700000,6600000,700000,6600000"])
def test_frames_at_the_ends_of_a_projection_are_answered(public, frame):
    lambert = "http://www.opengis.net/def/crs/EPSG/0/2154"
    answer = public.get("/collections/areas/items", bbox=frame, bbox_crs=lambert)
    assert answer.status_code in (200, 400)
