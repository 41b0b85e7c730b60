"""One area."""

import pytest

pytestmark = pytest.mark.django_db


def test_an_area_is_read_by_the_key_of_its_place(client, areas, fits, django_assert_num_queries):
    [commune] = areas()
    with django_assert_num_queries(1):
        body = client.get(f"/api/v1/areas/{commune.key}").json()
    assert fits(body, "Area")
    assert (body["id"], body["people"], body["open_sites"]) == (commune.key, 60, 5)


def test_a_place_that_is_no_area_is_not_found(client, areas):
    areas()
    assert client.get("/api/v1/areas/FR-departement-93").status_code == 404
