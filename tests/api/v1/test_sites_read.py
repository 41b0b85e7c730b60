"""One site. What one may not see is not there."""

import pytest

from catalog.services import withdraw_page
from tests.factories import CommuneFactory, DepartementFactory

pytestmark = pytest.mark.django_db


def url(site):
    return f"/api/v1/sites/{site.translation_key}"


def test_a_member_reads_a_site_of_theirs(client, published, pilot, fits, django_assert_num_queries):
    [site] = published()
    with django_assert_num_queries(4):
        body = client.get(url(site)).json()
    assert fits(body, "Site")
    assert (body["id"], body["title"]) == (str(site.translation_key), site.title)
    assert client.get(f"{url(site)}?fields=title").json() == {"id": body["id"], "title": site.title}


def test_what_one_may_not_see_and_what_does_not_exist_are_one_answer(client, published, pilot):
    [theirs] = published(commune=CommuneFactory(parent=DepartementFactory(code="59", name="Nord")))
    [gone] = published()
    withdraw_page(gone)
    answers = {client.get(address).content for address in (url(theirs), url(gone), "/api/v1/sites/nothing")}
    assert len(answers) == 1
    assert client.get(url(theirs)).status_code == 404


def test_the_public_learns_nothing_of_what_exists(client, published):
    [site] = published()
    there, nowhere = client.get(url(site)), client.get("/api/v1/sites/nothing")
    assert (there.status_code, there.content) == (401, nowhere.content)
    assert there.headers["Vary"] == nowhere.headers["Vary"]


def test_a_site_is_not_written_here(client, published, pilot):
    [site] = published()
    assert client.delete(url(site)).status_code == 405
