"""The public map."""

import pytest

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("count", [1, 3])
def test_areas_are_points_of_their_places(client, areas, count, fits, django_assert_num_queries):
    communes = areas(count)
    with django_assert_num_queries(4):
        body = client.get("/api/v1/areas.geojson").json()
    assert fits(body, "AreaCollection")
    assert body["numberMatched"] == body["numberReturned"] == count
    assert {feature["id"] for feature in body["features"]} == {commune.key for commune in communes}
    assert body["features"][0]["geometry"]["coordinates"] == [2.36, 48.93]
