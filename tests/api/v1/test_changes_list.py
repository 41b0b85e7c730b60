"""A partner holds an exact replica of what its key opens, by this address alone."""

import pytest

from actors.enums import Precision
from actors.models import ApiKey, Reading
from catalog.models import Entry
from catalog.services import publish_pages
from tests.factories import CommuneFactory, DepartementFactory, ScopeFactory
from tests.factories.actions import ActionPageFactory

pytestmark = pytest.mark.django_db
URL = "/api/v1/changes"


@pytest.fixture
def follow(client):
    """Apply the changes to `held` until there are no more; answers where to go on, and the kinds that were told."""

    def apply(held, address=URL, **headers):
        kinds = []
        while True:
            response = client.get(address, headers=headers)
            assert response.status_code == 200, response.content
            page = response.json()
            if page["reset"]:
                held.clear()
            for one in page["changes"]:
                kinds.append(one["kind"])
                held.pop((one["noun"], one["id"]), None)
                if one["document"]:
                    held[one["noun"], one["id"]] = one["document"]
            address = page["next"]
            if not page["more"]:
                return address, kinds

    return apply


def listed(client, address, headers=None):
    """The same things, as lists give them."""
    return {(one["noun"], one["id"]): one for one in client.get(address, headers=headers or {}).json()["results"]}


def test_a_key_holds_what_the_lists_give_it(client, published, bearer, areas, follow, fits):
    sites, headers, held = published(3), bearer(), {}
    areas(2)
    assert fits(client.get(URL, headers=headers).json(), "ChangePage")
    following, _kinds = follow(held, URL + "?limit=2", **headers)
    assert held == listed(client, "/api/v1/sites", headers) | listed(client, "/api/v1/areas")
    moved, gone = sites[:2]
    moved.commune = CommuneFactory(parent=DepartementFactory(code="59", name="Nord"))
    moved.save()
    publish_pages([moved])
    gone.unpublish()
    following, kinds = follow(held, following, **headers)
    assert sorted(kinds) == ["withdrawn", "withdrawn"]
    assert held == listed(client, "/api/v1/sites", headers) | listed(client, "/api/v1/areas")


def test_another_precision_begins_again(client, published, bearer, follow):
    [site], headers, held = published(), bearer(), {}
    following, _kinds = follow(held, **headers)
    ApiKey.objects.update(precision=Precision.EXACT)
    following, _kinds = follow(held, following, **headers)
    assert held["site", str(site.translation_key)]["point"] == {"lon": 2.361, "lat": 48.931}
    ApiKey.objects.update(precision=Precision.COMMUNE)
    page = client.get(following, headers=headers).json()
    assert page["reset"]
    assert page["changes"][0]["document"]["point"] == {"lon": site.commune.lon, "lat": site.commune.lat}


def test_the_public_learns_nothing_of_sites(client, published, areas, bearer, follow):
    areas()
    address, _kinds = follow({})
    before = client.get(address)
    [site] = published()
    publish_pages([site])
    after = client.get(address)
    assert (after.content, after.headers["ETag"]) == (before.content, before.headers["ETag"])
    assert after.headers["Cache-Control"] == "public, max-age=60"
    assert client.get(address, headers={"If-None-Match": before.headers["ETag"]}).status_code == 304
    assert client.get(URL + "?type=site").status_code == 401
    _, theirs = follow({}, **bearer())
    assert len(theirs) == 2


def test_types_are_chosen_and_an_action_is_told_to_members_in_full(client, pilot, follow, areas):
    areas()
    publish_pages([ActionPageFactory()])
    held = {}
    following, _kinds = follow(held, URL + "?type=action")
    assert [noun for noun, _key in held] == ["action"]
    assert "indicators" in next(iter(held.values()))
    assert "type=action" in following
    assert client.get(following.replace("type=action", "type=area")).json()["reset"]


def test_sites_that_leave_are_a_reading(client, published, bearer, follow):
    published(2)
    headers = bearer()
    following, _kinds = follow({}, **headers)
    follow({}, following, **headers)
    reading = Reading.objects.get()
    assert len(reading.page_ids) == 2


def test_an_editor_is_refused_sites_by_name_and_reads_the_rest(client):
    client.force_login(ScopeFactory(role="editor").user)
    assert client.get(URL).status_code == 200
    assert client.get(URL + "?type=site").status_code == 403


@pytest.mark.parametrize("query", ["since=x", "type=people", "limit=0", "limit=1001", "depuis=1"])
def test_what_is_not_understood_is_refused_and_named(client, query):
    response = client.get(f"{URL}?{query}")
    assert response.status_code == 400
    assert [one["parameter"] for one in response.json()["errors"]] == [query.split("=")[0]]


@pytest.mark.parametrize("count", [1, 3])
def test_a_page_takes_the_same_queries(client, areas, django_assert_num_queries, count):
    areas(count)
    with django_assert_num_queries(3):
        assert len(client.get(URL).json()["changes"]) == count
    assert Entry.objects.filter(noun="area").count() == count
