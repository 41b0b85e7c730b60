"""Related things that come along: as their own addresses give them, by the reader's right, at one query each."""

import pytest

from actors.models import Reading
from catalog.services import publish_pages
from tests.factories import CommuneFactory, DepartementFactory, EpciFactory, OrganisationFactory, ScopeFactory
from tests.factories.actions import ActionPageFactory
from tests.factories.cms import NewsPageFactory
from tests.factories.knowledge import PracticePageFactory

pytestmark = pytest.mark.django_db


def included(client, path, **headers):
    response = client.get(f"/api/v1/{path}", headers=headers)
    assert response.status_code == 200, response.content
    return [one["included"] for one in response.json()["results"]]


@pytest.fixture
def led(published):
    """Sites, each with an action of an operator that has an account: `led(3)`."""

    def publish(count=1):
        sites, operator = published(count), ScopeFactory().user.organisation
        actions = [ActionPageFactory(sites=[site], operator=operator, territory=site.commune) for site in sites]
        for action in actions:
            action.save()
        publish_pages(actions)
        return sites, actions, operator

    return publish


@pytest.mark.parametrize("count", [1, 3])
def test_each_kind_of_thing_takes_one_query_more(client, pilot, led, count, django_assert_num_queries, fits):
    led(count)
    client.get("/api/v1/actions")
    # The list is kept since the first time (0191); what comes along is not, and all of it is made anew.
    with django_assert_num_queries(3):
        response = client.get("/api/v1/actions")
    # Less one: the whole answer is its own mark.
    with django_assert_num_queries(5 - 1 + 2):
        response = client.get("/api/v1/actions?include=territory,organisation")
    assert fits(response.json(), "ActionPage") is True


def test_members_read_the_actions_of_a_site_and_the_sites_of_an_action(client, pilot, led):
    [site], [action], operator = led()
    [of_site] = included(client, "sites?include=actions,territory")
    assert [one["id"] for one in of_site["actions"]] == [str(action.translation_key)]
    assert of_site["territory"] == client.get(f"/api/v1/territories/{site.commune.key}").json()
    Reading.objects.all().delete()
    [of_action] = included(client, "actions?include=sites,organisation")
    assert of_action["sites"] == [client.get(f"/api/v1/sites/{site.translation_key}").json()]
    assert of_action["organisation"] == client.get(f"/api/v1/organisations/{operator.pk}").json()
    assert Reading.objects.count() == 2


def test_nobody_reads_more_by_what_comes_along(client, led, bearer):
    led()
    [everyone] = included(client, "actions?include=sites,territory")
    assert everyone["sites"] == []
    assert everyone["territory"]["level"] == "departement"
    [key] = included(client, "sites?include=actions", **bearer())
    assert key["actions"] == []


def test_news_areas_practices_and_organisations_have_theirs(client, areas):
    [commune] = areas()
    organisation = ScopeFactory(user__organisation=OrganisationFactory(territory=commune)).user.organisation
    publish_pages(
        [
            NewsPageFactory(territory=commune),
            PracticePageFactory(organisation=organisation),
            PracticePageFactory(organisation=OrganisationFactory(name="Sans compte")),
        ]
    )
    assert [one["territory"]["id"] for one in included(client, "areas?include=territory")] == [commune.key]
    assert [one["territory"]["id"] for one in included(client, "news?include=territory")] == [commune.key]
    known = [one["organisation"] for one in included(client, "practices?include=organisation&sort=title")]
    assert sorted(one["id"] for one in known if one) == [str(organisation.pk)]
    assert None in known
    [of_organisation] = included(client, "organisations?include=territory&fields=name")
    assert of_organisation["territory"]["id"] == commune.key


def test_a_place_comes_with_what_holds_it(client):
    commune = CommuneFactory(epci=EpciFactory(name="Grand Partage"))
    body = client.get(f"/api/v1/territories/{commune.key}?include=parent,epci,successor&fields=name").json()
    assert body.keys() == {"id", "name", "included"}
    assert body["included"]["parent"]["id"] == DepartementFactory().key
    assert (body["included"]["epci"]["name"], body["included"]["successor"]) == ("Grand Partage", None)


@pytest.mark.parametrize("path", ["areas", "areas/x", "territories", "organisations", "news"])
def test_what_may_not_be_included_is_refused_with_what_may(client, path):
    response = client.get(f"/api/v1/{path}?include=secret", headers={"Accept-Language": "en"})
    assert response.status_code == 400
    [error] = response.json()["errors"]
    assert (error["parameter"], error["code"]) == ("include", "invalid")
    assert ("territory" in error["detail"]) or ("parent, epci, successor" in error["detail"])


def test_an_answer_with_what_comes_along_moves_with_it(client, areas):
    [commune] = areas()
    address = "/api/v1/areas?include=territory"
    first = client.get(address)
    assert client.get(address, headers={"If-None-Match": first.headers["ETag"]}).status_code == 304
    commune.population = 12_345
    commune.save()
    assert client.get(address, headers={"If-None-Match": first.headers["ETag"]}).status_code == 200
