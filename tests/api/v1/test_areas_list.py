"""What the public knows of where sites are."""

import pytest

from tests.factories import UserFactory

pytestmark = pytest.mark.django_db
URL = "/api/v1/areas"


@pytest.mark.parametrize("count", [1, 3])
def test_areas_are_read_by_everyone(client, areas, count, fits, django_assert_num_queries):
    communes = areas(count)
    with django_assert_num_queries(3):
        response = client.get(URL)
    assert fits(response.json(), "AreaPage")
    assert {area["id"] for area in response.json()["results"]} == {commune.key for commune in communes}
    assert response.headers["Cache-Control"] == "public, max-age=60"


def test_everyone_reads_the_same_bytes(client, areas, bearer):
    areas()
    response = client.get(URL)
    public = response.content
    # Who is signed in passes the gate, which looks into the session; what everyone else is told may be shared.
    assert "Cookie" not in response.headers["Vary"]
    assert client.get(URL, headers=bearer()).content == public
    client.force_login(UserFactory())
    assert client.get(URL).content == public


def test_the_next_refresh_changes_the_etag(client, areas):
    areas()
    etag = client.get(URL).headers["ETag"]
    assert client.get(URL, headers={"If-None-Match": etag}).status_code == 304
    areas()
    assert client.get(URL, headers={"If-None-Match": etag}).status_code == 200


def test_areas_are_filtered_by_level_and_place(client, areas):
    areas()
    assert client.get(f"{URL}?niveau=commune&territoire=departement-93").json()["count"] == 1
    assert client.get(f"{URL}?niveau=region").json()["count"] == 0
