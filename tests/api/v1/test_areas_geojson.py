"""The public map."""

import pytest

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("count", [1, 3])
def test_areas_are_points_of_their_places(client, areas, count, fits, django_assert_num_queries):
    communes = areas(count)
    with django_assert_num_queries(2):
        body = client.get("/api/v1/areas.geojson").json()
    assert fits(body, "AreaCollection")
    assert body["numberMatched"] == body["numberReturned"] == count
    assert {feature["id"] for feature in body["features"]} == {commune.key for commune in communes}
    assert body["features"][0]["geometry"]["coordinates"] == [2.36, 48.93]


def test_a_map_asks_for_the_fields_that_it_shows(client, areas):
    areas(1)
    [feature] = client.get("/api/v1/areas.geojson?fields=title,people").json()["features"]
    assert feature["properties"].keys() == {"title", "people"}
    assert feature["id"]
    assert feature["geometry"]["coordinates"] == [2.36, 48.93]


def test_a_field_that_does_not_exist_is_refused(client, areas):
    answer = client.get("/api/v1/areas.geojson?fields=title,secret")
    assert answer.status_code == 400
    assert [error["parameter"] for error in answer.json()["errors"]] == ["fields"]
