"""Actions: a public part for everyone, more for members of the place."""

import pytest

from catalog.services import publish_pages
from tests.factories import CommuneFactory, ScopeFactory
from tests.factories.actions import ActionPageFactory, IndicatorFactory

pytestmark = pytest.mark.django_db
URL = "/api/v1/actions"


@pytest.fixture
def actions():
    def publish(count=1):
        commune = CommuneFactory(name="Exempleville")
        found = [IndicatorFactory(action=ActionPageFactory(territory=commune)).action for _ in range(count)]
        publish_pages(found)
        return found

    return publish


@pytest.mark.parametrize("count", [1, 3])
def test_everyone_reads_the_public_part(client, actions, count, fits, django_assert_num_queries):
    actions(count)
    with django_assert_num_queries(3):
        response = client.get(URL)
    assert fits(response.json(), "ActionPage")
    assert response.json()["count"] == count
    [place] = {one["territory_level"] for one in response.json()["results"]}
    assert place == "departement"
    assert "Exempleville" not in response.content.decode()
    assert "indicators" not in response.json()["results"][0]


def test_a_member_of_the_place_reads_more(client, actions, pilot, fits):
    actions()
    body = client.get(URL).json()
    assert fits(body, "ActionPage")
    assert (body["count"], body["results"][0]["territory"]) == (1, "Exempleville")
    assert body["results"][0]["indicators"][0]["year"] == 2025


def test_a_key_and_a_stranger_read_the_public_part(client, actions, bearer):
    actions()
    public = client.get(URL).json()
    assert client.get(URL, headers=bearer()).json() == public
    client.force_login(ScopeFactory(territory=CommuneFactory()).user)
    assert client.get(URL).json() == public


def test_what_a_cache_may_share_depends_on_who_asks(client, actions, pilot):
    actions()
    mine = client.get(URL)
    client.logout()
    everyones = client.get(URL)
    assert mine.headers["Cache-Control"] == "private, no-cache"
    assert everyones.headers["Cache-Control"] == "public, max-age=60"
    assert "Cookie" in everyones.headers["Vary"]
    assert mine.headers["ETag"] != everyones.headers["ETag"]


def test_actions_are_on_the_map(client, actions, fits, django_assert_num_queries):
    actions(3)
    with django_assert_num_queries(2):
        body = client.get("/api/v1/actions.geojson?theme=schooling").json()
    assert fits(body, "ActionCollection")
    assert body["numberReturned"] == 3


def test_one_action(client, actions, fits):
    [action] = actions()
    body = client.get(f"{URL}/{action.translation_key}").json()
    assert fits(body, "Action")
    assert body["title"] == action.title
