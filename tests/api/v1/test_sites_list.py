"""Sites, for those who may see them one by one, and as precisely as they may."""

import pytest

from actors.models import Scope
from catalog.services import publish_pages, withdraw_page
from tests.factories import CommuneFactory, DepartementFactory, ScopeFactory

pytestmark = pytest.mark.django_db
URL = "/api/v1/sites"


def ids(response):
    assert response.status_code == 200, response.content
    return [one["id"] for one in response.json()["results"]]


@pytest.fixture
def elsewhere():
    return CommuneFactory(parent=DepartementFactory(code="59", name="Nord"))


def test_the_public_is_asked_who_it_is(client, published):
    published()
    response = client.get(URL)
    assert (response.status_code, response.headers["Content-Type"]) == (401, "application/problem+json")


def test_a_member_reads_the_sites_of_their_territories_exactly(client, published, pilot, elsewhere, fits):
    [site] = published()
    published(commune=elsewhere)
    body = client.get(URL).json()
    assert fits(body, "SitePage")
    assert (body["count"], body["next"]) == (1, None)
    [document] = body["results"]
    assert (document["id"], document["title"]) == (str(site.translation_key), site.title)
    assert (document["point"], document["address"]) == ({"lon": 2.361, "lat": 48.931}, site.address)


def test_a_key_reads_by_commune_unless_an_agreement_says_exact(client, published, bearer, elsewhere, fits):
    [site] = published()
    published(commune=elsewhere)
    coarse = client.get(URL, headers=bearer()).json()
    exact = client.get(URL, headers=bearer(precision="exact")).json()
    assert fits(coarse, "SitePage")
    assert fits(exact, "SitePage")
    assert [coarse["count"], exact["count"]] == [1, 1]
    assert coarse["results"][0]["point"] == {"lon": site.commune.lon, "lat": site.commune.lat}
    assert exact["results"][0]["point"] == {"lon": 2.361, "lat": 48.931}
    for private in (site.title, site.address):
        assert private not in str(coarse) + str(exact)


def test_an_editor_reads_no_site(client, published):
    published()
    client.force_login(ScopeFactory(role="editor").user)
    assert client.get(URL).status_code == 403


@pytest.mark.parametrize("count", [1, 3])
def test_the_number_of_queries_does_not_follow_that_of_sites(
    client, published, pilot, count, django_assert_num_queries
):
    published(count)
    # Two for who asks (session, person with their scopes), four for the list (last change, page, count, state), one to
    # write that it was read.
    with django_assert_num_queries(7):
        assert len(ids(client.get(URL))) == count


@pytest.mark.parametrize("count", [1, 3])
def test_a_key_costs_four_queries(client, published, bearer, count, django_assert_num_queries):
    """The key, its territories, its count of the minute, its usage of the day."""
    published(count)
    headers = bearer()
    client.get("/api/v1/areas", headers=headers)
    with django_assert_num_queries(9):
        assert len(ids(client.get(URL, headers=headers))) == count


def test_pages_follow_one_another_without_gap_or_repetition(client, published, pilot):
    sites = published(5)
    address, seen = f"{URL}?limit=2&sort=title", []
    while address:
        response = client.get(address)
        seen += ids(response)
        address = response.json()["next"]
    assert seen == [str(site.translation_key) for site in sorted(sites, key=lambda site: site.title)]


def test_filters_are_those_of_the_catalogue(client, published, pilot):
    open_site, closed = published(2)
    closed.status = "closed"
    closed.save()
    publish_pages([closed])
    assert ids(client.get(f"{URL}?statut=closed")) == [str(closed.translation_key)]
    assert ids(client.get(f"{URL}?statut=open&territoire=FR-departement-93&bbox=2,48,3,49")) == [
        str(open_site.translation_key)
    ]
    assert ids(client.get(f"{URL}?people_min=41")) == []


def test_all_that_is_wrong_is_told_at_once(client, pilot):
    response = client.get(f"{URL}?status=open&bbox=1&limit=0&fields=secret&statut=nowhere")
    assert response.status_code == 400
    told = {(error["parameter"], error["code"]) for error in response.json()["errors"]}
    assert told == {
        ("status", "unknown"),
        ("bbox", "invalid"),
        ("limit", "invalid"),
        ("fields", "invalid"),
        ("statut", "invalid"),
    }


def test_only_the_fields_asked_for_leave(client, published, pilot):
    [site] = published()
    body = client.get(f"{URL}?fields=people,title").json()
    assert body["results"] == [{"id": str(site.translation_key), "title": site.title, "people": 40}]


def test_the_etag_follows_what_the_reader_sees_and_nothing_else(client, published, pilot, elsewhere):
    [site] = published()
    etag = client.get(URL).headers["ETag"]
    published(commune=elsewhere)
    assert client.get(URL, headers={"If-None-Match": etag}).status_code == 304
    withdraw_page(site)
    gone = client.get(URL, headers={"If-None-Match": etag})
    assert (gone.status_code, gone.headers["Cache-Control"]) == (200, "private, no-cache")


def test_the_etag_of_one_reader_is_no_one_elses(client, published, pilot, bearer):
    published()
    mine = client.get(URL).headers["ETag"]
    assert client.get(URL, headers=bearer() | {"If-None-Match": mine}).status_code == 200
    Scope.objects.update(role="observer")
    assert client.get(URL, headers={"If-None-Match": mine}).status_code == 200
