import re

import pytest

from actors.enums import Role
from tests.factories import ScopeFactory

pytestmark = pytest.mark.django_db


def test_the_dashboard_asks_who_is_there(client):
    response = client.get("/tableau-de-bord/")
    assert (response.status_code, response["Location"]) == (302, "/connexion/?next=/tableau-de-bord/")


def test_the_dashboard_of_a_pilot_says_where_sites_stand(client, pilot, add_site):
    site = add_site(people=1240, minors=16, minors_in_school=4, days_ago=1)
    client.force_login(pilot)
    text = client.get("/tableau-de-bord/").content.decode()
    assert re.search(r"1\s240", text)
    assert "25 %" in text
    assert site.title in text


def test_the_dashboard_of_an_observer_names_no_site(client, add_site):
    sites = [add_site(days_ago=days_ago) for days_ago in (1, 200)]
    client.force_login(ScopeFactory(role=Role.OBSERVER, territory=sites[0].commune.parent).user)
    text = client.get("/tableau-de-bord/").content.decode()
    for site in sites:
        assert site.title not in text
        assert f"Site à {site.commune.name}" in text


def test_the_dashboard_of_someone_without_scope_says_what_to_do(client, stranger):
    stranger.scopes.all().delete()
    client.force_login(stranger)
    assert "Aucun périmètre ne vous a encore été donné" in client.get("/tableau-de-bord/").content.decode()


@pytest.mark.parametrize("sites", [1, 3])
def test_the_dashboard_asks_as_many_questions_for_one_site_as_for_three(
    client, pilot, add_site, sites, django_assert_num_queries
):
    for days_ago in [2, 100, 200][:sites]:
        add_site(days_ago=days_ago)
    client.force_login(pilot)
    client.get("/tableau-de-bord/")
    with django_assert_num_queries(19):
        client.get("/tableau-de-bord/")
