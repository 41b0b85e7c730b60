"""Sites on a map: RFC 7946, all that match at once."""

import pytest

from api.views import entries

pytestmark = pytest.mark.django_db
URL = "/api/v1/sites.geojson"


@pytest.mark.parametrize("count", [1, 3])
def test_all_the_sites_of_a_member_are_features(client, published, pilot, count, fits, django_assert_num_queries):
    sites = published(count)
    with django_assert_num_queries(5):
        response = client.get(URL)
    body = response.json()
    assert response.headers["Content-Type"] == "application/geo+json"
    assert fits(body, "SiteCollection")
    assert {feature["id"] for feature in body["features"]} == {str(site.translation_key) for site in sites}
    assert body["features"][0]["geometry"] == {"type": "Point", "coordinates": [2.361, 48.931]}


def test_the_public_has_no_map_of_sites(client, published):
    published()
    assert client.get(URL).status_code == 401


def test_what_is_left_out_is_counted(client, published, pilot, monkeypatch):
    monkeypatch.setattr(entries, "MAX_FEATURES", 2)
    published(3)
    body = client.get(URL).json()
    assert (body["numberMatched"], body["numberReturned"], len(body["features"])) == (3, 2, 2)


def test_an_order_or_a_page_has_no_sense_here(client, pilot):
    response = client.get(f"{URL}?sort=title&cursor=x&limit=3")
    assert {error["parameter"] for error in response.json()["errors"]} == {"sort", "cursor", "limit"}


@pytest.mark.parametrize("accept", ["application/geo+json", "application/json", "*/*"])
def test_it_is_given_to_whoever_accepts_json(client, pilot, accept):
    assert client.get(URL, headers={"Accept": accept}).status_code == 200
