"""One search for everything, by the reader's rights."""

import csv
from io import StringIO

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from actors.models import Reading
from catalog.services import publish_pages
from tests.factories.knowledge import PracticePageFactory

pytestmark = pytest.mark.django_db


def test_what_was_understood_is_said_with_the_parameters_that_ask_the_same(client, published, pilot, fits):
    [site] = published(1, title="Terrain des Peupliers")
    answer = client.get("/api/v1/search?q=sites peupliers dans le 93").json()
    assert fits(answer, "Search")
    assert [item["id"] for item in answer["results"]] == [str(site.translation_key)]
    [kind, place] = answer["understood"]
    assert (kind["parameters"], place["parameters"]) == ({"type": "site"}, {"territoire": "FR-departement-93"})
    assert answer["words"] == "peupliers"
    same = client.get("/api/v1/search?q=peupliers&type=site&territoire=FR-departement-93").json()
    assert same["results"] == answer["results"]
    assert Reading.objects.get().page_ids == [site.pk]


def test_the_public_finds_no_site_and_no_person(client, published):
    published(1, title="Terrain des Peupliers")
    answer = client.get("/api/v1/search?q=peupliers").json()
    assert (answer["count"], answer["results"], answer["types"], answer["beside"]) == (0, [], {}, [])


def test_a_key_finds_its_sites_without_their_names(client, published, bearer):
    published(1, title="Terrain des Peupliers")
    headers = bearer()
    assert client.get("/api/v1/search?q=peupliers", headers=headers).json()["count"] == 0
    answer = client.get("/api/v1/search?type=site", headers=headers).json()
    assert answer["count"] == 1
    assert "Peupliers" not in str(answer)


@pytest.mark.parametrize(
    "query", ["nimporte=1", "q=a&q=b", "statut=rien", "limit=0", "tel_quel=oui", "cursor=x", "people_min=-1", "q=%00"]
)
def test_what_is_badly_asked_is_a_problem(client, query):
    answer = client.get(f"/api/v1/search?{query}")
    assert answer.status_code == 400
    assert answer.headers["Content-Type"] == "application/problem+json"
    assert answer.json()["errors"]


def test_pages_follow_one_another(client):
    publish_pages([PracticePageFactory(title=f"Médiation {number}") for number in range(5)])
    first = client.get("/api/v1/search?q=médiation&limit=2").json()
    second = client.get(first["next"]).json()
    third = client.get(second["next"]).json()
    assert third["next"] is None
    found = [item["id"] for page in (first, second, third) for item in page["results"]]
    assert len(set(found)) == 5
    assert "<mark>" in first["results"][0]["highlight"] or first["results"][0]["highlight"] == ""


def test_suggestions_are_places_filters_and_what_one_may_read(client, published, pilot, fits):
    published(1, title="Terrain des Peupliers")
    answer = client.get("/api/v1/suggestions?q=sans eau dans le seine-s").json()
    assert fits(answer, "Suggestions")
    assert answer["results"][0]["text"] == "sans eau dans le Seine-Saint-Denis (93)"
    assert [one["label"] for one in client.get("/api/v1/suggestions?q=peup").json()["results"]] == [
        "Terrain des Peupliers"
    ]
    client.logout()
    assert client.get("/api/v1/suggestions?q=peup").json() == {"results": []}
    assert client.get("/api/v1/suggestions?q=peup&x=1").status_code == 400


@pytest.mark.parametrize("suffix", [".csv", ".geojson"])
def test_all_that_was_found_comes_at_once_and_a_file_holds_no_site(client, published, pilot, suffix):
    [site] = published(1, title="Terrain des Peupliers")
    practices = [PracticePageFactory(title=f"Peupliers {number}", live=True) for number in range(2)]
    publish_pages(practices)
    answer = client.get(f"/api/v1/search{suffix}?q=peupliers")
    keys = {str(page.translation_key) for page in practices}
    if suffix == ".csv":
        rows = list(csv.DictReader(StringIO(answer.content.decode("utf-8-sig"))))
        assert {row["id"] for row in rows} == keys
        assert not Reading.objects.exists()
    else:
        assert {one["id"] for one in answer.json()["features"]} == keys | {str(site.translation_key)}
        assert Reading.objects.get().page_ids == [site.pk]


@pytest.mark.parametrize("suffix", [".csv", ".geojson"])
def test_all_at_once_costs_the_same_for_three_and_for_five(client, suffix):
    counts = []
    for more in (3, 2):
        publish_pages([PracticePageFactory(title="Rampe de robinets", live=True) for _one in range(more)])
        with CaptureQueriesContext(connection) as asked:
            assert client.get(f"/api/v1/search{suffix}?q=robinets").status_code == 200
        counts.append(len(asked))
    assert counts == [4, 4]


@pytest.mark.parametrize("asked", ["sort=-people", "cursor=x", "inconnu=1"])
def test_what_goes_page_by_page_is_refused_where_all_comes_at_once(client, asked):
    answer = client.get(f"/api/v1/search.csv?q=eau&{asked}")
    assert answer.status_code == 400
    assert [error["parameter"] for error in answer.json()["errors"]] == [asked.split("=")[0]]


def test_what_is_not_given_for_want_of_room_is_counted(client, monkeypatch):
    monkeypatch.setattr("api.v1.search.views.MAX_FEATURES", 2)
    publish_pages([PracticePageFactory(title="Rampe de robinets", live=True) for _one in range(3)])
    told = client.get("/api/v1/search.geojson?q=robinets").json()
    assert (told["numberMatched"], told["numberReturned"]) == (3, 2)
