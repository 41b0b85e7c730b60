"""One place, of today or of the past."""

import pytest

from tests.factories import CommuneFactory, EpciFactory

pytestmark = pytest.mark.django_db


def test_a_place_names_those_around_it(client, fits, django_assert_num_queries):
    place = CommuneFactory(code="93066", name="Saint-Denis", epci=EpciFactory(code="200054781"))
    with django_assert_num_queries(1):
        body = client.get("/api/v1/territories/FR-commune-93066").json()
    assert fits(body, "Territory")
    assert (body["name"], body["parent"], body["epci"]) == ("Saint-Denis", "FR-departement-93", "FR-epci-200054781")
    assert body["point"] == {"lon": place.lon, "lat": place.lat}


def test_a_place_of_the_past_names_its_successor(client):
    successor = CommuneFactory(code="93066")
    CommuneFactory(code="93059", successor=successor)
    assert client.get("/api/v1/territories/FR-commune-93059").json()["successor"] == "FR-commune-93066"


@pytest.mark.parametrize("key", ["FR-commune-93999", "93", "FR-canton-1", "FR-commune-%00"])
def test_what_is_no_place_is_not_found(client, key):
    assert client.get(f"/api/v1/territories/{key}").status_code == 404
