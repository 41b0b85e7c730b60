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
    with django_assert_num_queries(1):
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


def test_an_overview_is_the_same_places_in_fewer_points_and_neighbours_still_touch(client, fits):
    border = [(2.3 + 0.004 * (step % 2), 48.8 + 0.004 * step) for step in range(26)]
    west, east = (shapely.Polygon([(edge, 48.8), *border, (edge, 48.9)]) for edge in (2.0, 2.6))
    for number, shape in enumerate([west, east]):
        Outline.objects.create(
            territory=DepartementFactory(code=f"9{number}"), wkb=shape.wkb, west=2.0, south=48.8, east=2.6, north=48.9
        )
    whole, overview = (client.get(f"{URL}?level=departement{more}").json() for more in ("", "&zoom=5"))
    assert fits(overview, "OutlineCollection")
    assert [one["properties"] for one in overview["features"]] == [one["properties"] for one in whole["features"]]
    left, right = (shapely.geometry.shape(one["geometry"]) for one in overview["features"])
    assert shapely.get_num_coordinates(left) < shapely.get_num_coordinates(west)
    assert left.intersection(right).length > 0.09
    assert left.intersection(right).area == 0


def test_what_an_overview_would_leave_nothing_of_stays_whole(client):
    draw(DepartementFactory())
    small = shapely.box(7.41, 43.72, 7.412, 43.722)
    Outline.objects.create(
        territory=DepartementFactory(code="98"), wkb=small.wkb, west=7.41, south=43.72, east=7.412, north=43.722
    )
    found = client.get(f"{URL}?level=departement&zoom=5").json()["features"]
    assert shapely.geometry.shape(found[1]["geometry"]).equals(small)
    assert client.get(f"{URL}?level=departement&zoom=x").json()["errors"][0]["parameter"] == "zoom"


def test_what_a_frame_touches_is_given_whole(client):
    for number, west in enumerate((2.3, 2.4, 5.0)):
        draw(DepartementFactory(code=f"9{number}"), west=west)
    found = client.get(f"{URL}?level=departement&bbox=2.45,48,3,49").json()["features"]
    assert [one["properties"]["code"] for one in found] == ["91"]
    assert shapely.geometry.shape(found[0]["geometry"]).equals(shapely.box(2.4, 48.8, 2.5, 48.9))
    assert client.get(f"{URL}?level=departement&bbox=2").status_code == 400
