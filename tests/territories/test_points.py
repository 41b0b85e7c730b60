"""A point has a commune: the one whose outline holds it, or the nearest."""

import json

import pytest
import shapely

from territories.models import Outline
from territories.queries import commune_at, outlines_geojson
from tests.factories import CommuneFactory, DepartementFactory

pytestmark = pytest.mark.django_db


def draw(place, *box):
    shape = shapely.MultiPolygon([shapely.box(*box)])
    west, south, east, north = box
    Outline.objects.create(territory=place, wkb=shape.wkb, west=west, south=south, east=east, north=north)
    return place


@pytest.fixture
def west():
    return draw(CommuneFactory(name="Ouest"), 2.0, 48.0, 2.1, 48.1)


@pytest.fixture
def east():
    return draw(CommuneFactory(name="Est"), 2.12, 48.0, 2.2, 48.1)


def test_the_outline_that_holds_the_point_is_its_commune(west, east):
    assert commune_at(2.05, 48.05) == west
    assert commune_at(2.15, 48.05) == east


def test_in_a_hole_between_outlines_the_nearest_is_taken(west, east):
    assert commune_at(2.108, 48.05) == west
    assert commune_at(2.112, 48.05) == east


def test_far_from_every_outline_there_is_none(west):
    assert commune_at(2.2, 48.05) is None
    assert commune_at(-61, 16) is None


def test_a_commune_of_yesterday_holds_no_point(west):
    draw(CommuneFactory(name="Avant", successor=west), 2.0, 48.0, 2.1, 48.1)
    assert commune_at(2.05, 48.05) == west


def test_a_commune_without_outline_is_near_by_its_own_point():
    atoll = CommuneFactory(name="Hao", lon=-140.95, lat=-18.1)
    CommuneFactory(name="Papeete", lon=-149.57, lat=-17.54)
    CommuneFactory(name="Un arrondissement", kind="ARM", parent=atoll, lon=-140.9, lat=-18.2)
    assert commune_at(-140.9, -18.2) == atoll
    assert commune_at(-145.0, -18.0) is None


@pytest.mark.parametrize("point", [(float("nan"), 48), (200, 48), (2, 91)])
def test_a_point_outside_the_earth_has_no_commune(point):
    assert commune_at(*point) is None


@pytest.mark.parametrize("count", [1, 3])
def test_outlines_are_one_query_of_geojson(count, django_assert_num_queries):
    departement = DepartementFactory()
    for number in range(count):
        draw(CommuneFactory(name=f'"Commune" {number}'), 2.0 + number, 48.0, 2.5 + number, 48.5)
    draw(CommuneFactory(parent=DepartementFactory(code="75", name="Paris")), 2.0, 47.0, 2.5, 47.5)
    with django_assert_num_queries(1):
        answer = json.loads(outlines_geojson("commune", within=departement))
    assert [feature["properties"]["name"] for feature in answer["features"]] == [
        f'"Commune" {number}' for number in range(count)
    ]
    assert answer["features"][0]["geometry"]["type"] == "MultiPolygon"


def test_no_outline_is_an_empty_collection():
    assert json.loads(outlines_geojson("region")) == {"type": "FeatureCollection", "features": []}


@pytest.mark.parametrize("count", [1, 3])
def test_placing_a_point_takes_two_queries(count, django_assert_num_queries):
    for number in range(count):
        draw(CommuneFactory(), 2.0 + number / 100, 48.0, 2.1, 48.1)
    with django_assert_num_queries(2):
        assert commune_at(2.09, 48.05).label.endswith("(93)")
