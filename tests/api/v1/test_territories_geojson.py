"""Outlines for maps that need no network."""

import pytest
import shapely

from territories.models import Outline
from tests.factories import CommuneFactory, DepartementFactory

pytestmark = pytest.mark.django_db
URL = "/api/v1/territories.geojson"


def draw(territory, west=2.3):
    square = shapely.box(west, 48.8, west + 0.1, 48.9)
    Outline.objects.create(territory=territory, wkb=square.wkb, west=west, south=48.8, east=west + 0.1, north=48.9)


@pytest.mark.parametrize("count", [1, 3])
def test_the_outlines_of_a_level(client, count, fits, django_assert_num_queries):
    for number in range(count):
        draw(DepartementFactory(code=f"9{number}", name=f"Département {number}"))
    with django_assert_num_queries(3):
        response = client.get(f"{URL}?level=departement")
    assert response.headers["Content-Type"] == "application/geo+json"
    assert response.headers["Cache-Control"] == "public, max-age=3600"
    assert fits(response.json(), "OutlineCollection")
    assert [one["properties"]["code"] for one in response.json()["features"]] == [f"9{n}" for n in range(count)]


def test_who_holds_the_outlines_gets_304(client):
    draw(DepartementFactory())
    etag = client.get(f"{URL}?level=departement").headers["ETag"]
    assert client.get(f"{URL}?level=departement", headers={"If-None-Match": etag}).status_code == 304


def test_communes_are_drawn_a_territory_at_a_time(client):
    draw(CommuneFactory())
    assert client.get(f"{URL}?level=commune").json()["errors"][0]["parameter"] == "territoire"
    assert len(client.get(f"{URL}?level=commune&territoire=FR-departement-93").json()["features"]) == 1


@pytest.mark.parametrize("query", ["", "?level=canton"])
def test_a_level_is_needed(client, query):
    assert [error["parameter"] for error in client.get(URL + query).json()["errors"]] == ["level"]
