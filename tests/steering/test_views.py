import re

import pytest

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
    with django_assert_num_queries(16):
        client.get("/tableau-de-bord/")
