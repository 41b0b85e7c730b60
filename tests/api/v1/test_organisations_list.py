"""The organisations that can come in, and the totals of the areas: what public pages say, for programs."""

import pytest

from tests.factories import DepartementFactory, OrganisationFactory, ScopeFactory

pytestmark = pytest.mark.django_db
URL = "/api/v1/organisations"


def test_organisations_with_an_account_or_a_key_and_no_other(client, bearer, fits):
    inside = ScopeFactory().user.organisation
    bearer()
    OrganisationFactory(name="Sans rien")
    body = client.get(URL).json()
    assert fits(body, "OrganisationPage")
    assert body["count"] == 2
    assert {one["name"]: (one["has_account"], one["has_key"]) for one in body["results"]}[inside.name] == (True, False)


def test_they_are_chosen_by_place_and_kind(client):
    nord = DepartementFactory(code="59", name="Nord")
    there = ScopeFactory(user__organisation=OrganisationFactory(territory=nord, kind="city")).user.organisation
    ScopeFactory()
    for query in ("territoire=FR-departement-59", "kind=city"):
        assert [one["id"] for one in client.get(f"{URL}?{query}").json()["results"]] == [str(there.pk)]
    for query in ("territoire=x", "kind=x", "q=x"):
        assert client.get(f"{URL}?{query}").status_code == 400


@pytest.mark.parametrize("count", [1, 3])
def test_many_take_the_same_query(client, django_assert_num_queries, count):
    for _ in range(count):
        ScopeFactory()
    with django_assert_num_queries(1):
        assert client.get(URL).json()["count"] == count


def test_the_totals_of_a_day_are_those_of_the_home_page(client, areas, fits):
    areas(3)
    body = client.get("/api/v1/statistics").json()
    assert fits(body, "StatisticsPage")
    [today] = body["results"]
    assert today["open_sites"] is None or today["open_sites"] % 10 == 0


def test_one_organisation_is_read_where_the_list_says(client):
    inside = ScopeFactory().user.organisation
    [told] = client.get(URL).json()["results"]
    assert client.get(f"{URL}/{inside.pk}").json() == told
    assert client.get(f"{URL}/{inside.pk}?fields=name").json() == {"id": str(inside.pk), "name": inside.name}
    for key in (OrganisationFactory(name="Sans rien").pk, "x", "9" * 60):
        assert client.get(f"{URL}/{key}").status_code == 404


def test_they_are_placed_where_they_work(client, fits):
    inside = ScopeFactory().user.organisation
    body = client.get(f"{URL}.geojson").json()
    assert fits(body, "OrganisationCollection")
    assert body["features"][0]["geometry"]["coordinates"] == [inside.territory.lon, inside.territory.lat]


def test_one_day_of_the_totals(client, areas, fits):
    areas(3)
    [today] = client.get("/api/v1/statistics").json()["results"]
    assert client.get(f"/api/v1/statistics/{today['id']}").json() == today
    for day in ("2020-01-01", "2020-13-45", "hier"):
        assert client.get(f"/api/v1/statistics/{day}").status_code == 404
