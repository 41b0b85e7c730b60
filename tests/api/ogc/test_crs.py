"""The abstract tests of OGC API Features, Part 2: other coordinate reference systems. Named as they are (docs/ogc.md).

Points are carried over by the formulas of each system, written here: the service asks PROJ.
"""

from math import log, pi, radians, sin, sqrt, tan
from random import Random
from urllib.parse import urlsplit

import pytest

from actors.enums import Noun
from tests.api.ogc.conftest import PLACED
from tests.factories.catalog import write_entry

pytestmark = pytest.mark.django_db
CRS84 = "http://www.opengis.net/def/crs/OGC/1.3/CRS84"
WGS84, MERCATOR, LAMBERT = (f"http://www.opengis.net/def/crs/EPSG/0/{code}" for code in (4326, 3857, 2154))
SYSTEMS = (CRS84, WGS84, MERCATOR, LAMBERT)
ELSEWHERE = "http://www.opengis.net/def/crs/EPSG/0/32631"


def lambert(lon, lat):
    """Conformal conic with two parallels (49° and 44°), from 46.5° north, 3° east, on GRS80: EPSG's own formulas."""
    a, f = 6_378_137.0, 1 / 298.257222101
    e = sqrt(2 * f - f * f)

    def m(phi):
        return (1 - (e * sin(phi)) ** 2) ** -0.5 * sqrt(1 - sin(phi) ** 2)

    def t(phi):
        return tan(pi / 4 - phi / 2) / ((1 - e * sin(phi)) / (1 + e * sin(phi))) ** (e / 2)

    one, two, origin = radians(49), radians(44), radians(46.5)
    n = (log(m(one)) - log(m(two))) / (log(t(one)) - log(t(two)))
    scale = a * m(one) / (n * t(one) ** n)
    r, at = scale * t(radians(lat)) ** n, n * radians(lon - 3)
    return 700_000 + r * sin(at), 6_600_000 + scale * t(origin) ** n - r * sin(pi / 2 - at)


def mercator(lon, lat):
    return radians(lon) * 6_378_137, log(tan(pi / 4 + radians(lat) / 2)) * 6_378_137


FORWARD = {
    CRS84: lambda lon, lat: (lon, lat),
    WGS84: lambda lon, lat: (lat, lon),
    MERCATOR: mercator,
    LAMBERT: lambert,
}
CLOSE = {CRS84: 0, WGS84: 0, MERCATOR: 0.01, LAMBERT: 0.01}


def points(features):
    return {one["id"]: one["geometry"] and one["geometry"]["coordinates"] for one in features}


def box_around(uri, corners):
    """The smallest that holds points of CRS84, in another system."""
    firsts, seconds = zip(*(FORWARD[uri](*corner) for corner in corners), strict=True)
    return f"{min(firsts)},{min(seconds)},{max(firsts)},{max(seconds)}"


def test_crs_uri(service):
    told = service.read("/collections")
    for uri in told["crs"] + [uri for one in told["collections"] for uri in [*one["crs"], one["storageCrs"]]]:
        parts = urlsplit(uri)
        assert (parts.scheme, parts.netloc) == ("http", "www.opengis.net")
        kind, _authority, _version, code = parts.path.removeprefix("/def/").split("/")
        assert (kind, bool(code)) == ("crs", True)
    assert told["crs"] == list(SYSTEMS)


def test_default_crs(service):
    assert all(CRS84 in one["crs"] for one in service.read("/collections")["collections"])


def test_storage_crs(service):
    for name in PLACED:
        told = service.read(f"/collections/{name}")
        assert told["storageCrs"] in told["crs"]


@pytest.mark.parametrize("uri", SYSTEMS)
def test_crs_parameter(service, uri):
    for name in PLACED:
        [first, *_others] = service.items(name)
        for path in ("items", f"items/{first['id']}"):
            answer = service.get(f"/collections/{name}/{path}", crs=uri)
            assert (answer.status_code, answer.headers["Content-Crs"]) == (200, f"<{uri}>")
            assert answer.json()["type"] in ("FeatureCollection", "Feature")


def test_crs_parameter_default(service):
    for name in PLACED:
        assert service.get(f"/collections/{name}/items").headers["Content-Crs"] == f"<{CRS84}>"


@pytest.mark.parametrize("uri", [ELSEWHERE, "EPSG:2154", "2154", LAMBERT + "0", "é"])
def test_crs_parameter_invalid(service, uri):
    for path in ("items", "items/area-0"):
        answer = service.get(f"/collections/areas/{path}", crs=uri)
        assert (answer.status_code, [one["parameter"] for one in answer.json()["errors"]]) == (400, ["crs"])


@pytest.mark.parametrize("uri", SYSTEMS)
def test_crs_parameter_transform(service, uri):
    """To the centimetre, by other formulas; what has no place has none in any system."""
    for name in PLACED:
        plain, moved = points(service.items(name)), points(service.items(name, crs=uri))
        assert plain.keys() == moved.keys()
        for key, point in plain.items():
            wanted = point and pytest.approx(FORWARD[uri](*point), abs=CLOSE[uri])
            assert moved[key] == wanted
            assert points([service.read(f"/collections/{name}/items/{key}", crs=uri)])[key] == wanted


@pytest.mark.parametrize("uri", SYSTEMS)
def test_bbox_crs_parameter(service, uri):
    """Of 300 points, exactly those that the frame holds, straight in its own system, by the formulas of this file."""
    drawn = Random(7)
    places = {f"p{number}": (drawn.uniform(-4, 8), drawn.uniform(43, 51)) for number in range(300)}
    places = {key: (round(lon, 6), round(lat, 6)) for key, (lon, lat) in places.items()}
    for key, (lon, lat) in places.items():
        write_entry(Noun.AREA, key=key, lon=lon, lat=lat)
    asked = box_around(uri, [(-1.5, 44.5), (5.5, 49.5)])
    first, second, last_first, last_second = map(float, asked.split(","))
    moved = {key: FORWARD[uri](*place) for key, place in places.items()}
    wanted = {key for key, (one, two) in moved.items() if first <= one <= last_first and second <= two <= last_second}
    told = service.read("/collections/areas/items", bbox=asked, bbox_crs=uri, limit=1000)
    found = {feature["id"] for feature in told["features"] if feature["id"].startswith("p")}
    assert found == wanted
    assert 50 < len(found) < 250
    assert (
        told["numberMatched"] == told["numberReturned"] == len(found) + 2
    )  # (one of the other areas, and the placeless)


def test_bbox_crs_parameter_default(service):
    asked = "2,48,3,49"
    assert service.ids("areas", bbox=asked, bbox_crs=CRS84) == service.ids("areas", bbox=asked)
    assert service.ids("areas", bbox="48,2,49,3", bbox_crs=WGS84) == service.ids("areas", bbox=asked)


@pytest.mark.parametrize(
    ("uri", "asked", "named"),
    [
        (ELSEWHERE, "2,48,3,49", "bbox-crs"),
        ("x", "2,48,3,49", "bbox-crs"),
        (LAMBERT, "700000,6600000,600000,6700000", "bbox"),
        (LAMBERT, "1e300,1e300,1e301,1e301", "bbox"),
        (WGS84, "2,48,3,490", "bbox"),
    ],
)
def test_bbox_crs_parameter_invalid(service, uri, asked, named):
    answer = service.get("/collections/areas/items", bbox=asked, bbox_crs=uri)
    assert (answer.status_code, [one["parameter"] for one in answer.json()["errors"]]) == (400, [named])


def test_a_projected_frame_costs_one_query_more(public, django_assert_num_queries):
    with django_assert_num_queries(3):
        public.read("/collections/areas/items", bbox="600000,6800000,700000,6900000", bbox_crs=LAMBERT)
