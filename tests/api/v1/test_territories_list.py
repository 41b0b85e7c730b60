"""Places, found by name or walked through in the order of their keys."""

import pytest

from tests.factories import CommuneFactory, DepartementFactory, EpciFactory, NationFactory, TerritoryFactory

pytestmark = pytest.mark.django_db
URL = "/api/v1/territories"


def ids(response):
    assert response.status_code == 200, response.content
    return [one["id"] for one in response.json()["results"]]


@pytest.mark.parametrize("count", [1, 3])
def test_places_of_a_level_in_the_order_of_their_keys(client, count, fits, django_assert_num_queries):
    for number in reversed(range(count)):
        CommuneFactory(code=f"9300{number}", epci=EpciFactory())
    with django_assert_num_queries(2):
        response = client.get(f"{URL}?level=commune")
    assert fits(response.json(), "TerritoryPage")
    assert ids(response) == [f"FR-commune-9300{number}" for number in range(count)]
    assert response.json()["count"] == count


def test_what_lies_inside_a_place(client):
    here, _elsewhere = CommuneFactory(code="93005"), CommuneFactory(parent=DepartementFactory(code="59", name="Nord"))
    assert ids(client.get(f"{URL}?territoire=FR-departement-93&level=commune")) == [here.key]
    assert ids(client.get(f"{URL}?territoire=departement-93&level=commune")) == [here.key]


def test_pages_follow_one_another(client):
    for number in range(5):
        CommuneFactory(code=f"9300{number}")
    TerritoryFactory(level="commune", kind="ARM", code="13201", name="Marseille 1er", parent=NationFactory())
    address, seen = f"{URL}?limit=2&level=commune", []
    while address:
        response = client.get(address)
        seen += ids(response)
        address = response.json()["next"]
    assert seen == ["FR-commune-13201-ARM", *(f"FR-commune-9300{number}" for number in range(5))]


def test_a_place_that_was_replaced_is_no_longer_listed(client):
    successor = CommuneFactory(code="93005")
    CommuneFactory(code="93999", successor=successor)
    assert ids(client.get(f"{URL}?level=commune")) == [successor.key]


@pytest.mark.parametrize(
    "query", ["level=canton", "limit=0", "limit=101", "limit=²", "territoire=93", "cursor=x", "q=" + "x" * 201]
)
def test_what_is_not_understood_is_refused(client, query):
    response = client.get(f"{URL}?{query}")
    assert response.status_code == 400
    assert [error["parameter"] for error in response.json()["errors"]] == [query.partition("=")[0]]


def test_places_may_be_shared_by_caches(client):
    assert client.get(URL).headers["Cache-Control"] == "public, max-age=3600"


@pytest.mark.parametrize("count", [1, 3])
def test_a_search_finds_by_name_whatever_the_spelling(client, count, fits, django_assert_num_queries):
    for number in range(count):
        CommuneFactory(name="Saint-Denis", code=f"9300{number}", epci=EpciFactory(), population=1000 - number)
    with django_assert_num_queries(2):
        body = client.get(f"{URL}?q=st denis&level=commune").json()
    assert fits(body, "TerritoryPage")
    assert [one["id"] for one in body["results"]] == [f"FR-commune-9300{number}" for number in range(count)]
    assert (body["results"][0]["label"], body["next"]) == ("Saint-Denis (93)", None)


def test_a_search_may_stay_inside_a_place(client):
    here = CommuneFactory(name="Saint-Denis", code="93066")
    CommuneFactory(name="Saint-Denis", code="59999", parent=DepartementFactory(code="59", name="Nord"))
    assert ids(client.get(f"{URL}?q=saint denis&territoire=FR-departement-93&level=commune")) == [here.key]


def test_a_search_has_no_next_page(client):
    response = client.get(f"{URL}?q=x&cursor=FR-commune-93005")
    assert [error["parameter"] for error in response.json()["errors"]] == ["cursor"]
