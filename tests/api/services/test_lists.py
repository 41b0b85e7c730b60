"""A list that a member was given is kept for them alone, and never longer than it is true."""

from datetime import timedelta

import pytest
from django.test import Client

from actors.models import Reading
from actors.services import readings
from actors.services.scopes import end_scope
from api.services import lists as kept
from api.services.lists import Listed, Lists
from catalog.services import publish_page
from tests.factories import DepartementFactory, ScopeFactory
from tests.factories.actions import ActionPageFactory

pytestmark = pytest.mark.django_db
LIST, SITES = "/api/v1/actions", "/api/v1/sites"


@pytest.fixture
def action():
    page = ActionPageFactory(territory=DepartementFactory(), outcome_reason="Réservé aux membres")
    publish_page(page)
    return page


def test_it_is_the_same_and_spares_going_through_all_that_may_be_read(
    client, pilot, action, django_assert_max_num_queries
):
    first = client.get(LIST)
    # Two for the transaction; session, account, scopes, last change.
    with django_assert_max_num_queries(6):
        again = client.get(LIST)
    assert (again.content, again["ETag"]) == (first.content, first["ETag"])
    assert "Réservé aux membres" in first.content.decode()
    assert client.get(LIST, headers={"If-None-Match": first["ETag"]}).status_code == 304


def test_what_is_published_or_withdrawn_shows_at_once(client, pilot, action):
    client.get(LIST)
    other = ActionPageFactory(title="Deuxième action")
    publish_page(other)
    assert "Deuxième action" in client.get(LIST).content.decode()
    other.unpublish()
    assert "Deuxième action" not in client.get(LIST).content.decode()


def test_a_scope_that_ends_ends_it(client, pilot, action):
    assert "Réservé aux membres" in client.get(LIST).content.decode()
    end_scope(user=None, scope=pilot.scopes.get())
    answer = client.get(LIST)
    assert answer.status_code == 403 or "Réservé aux membres" not in answer.content.decode()


def test_nobody_is_given_what_another_was(client, pilot, action):
    mine = client.get(LIST)
    elsewhere = Client()
    elsewhere.force_login(ScopeFactory(territory=DepartementFactory(code="13", name="Ailleurs")).user)
    theirs = elsewhere.get(LIST)
    assert "Réservé aux membres" in mine.content.decode()
    assert "Réservé aux membres" not in theirs.content.decode()
    assert Client().get(LIST).json()["count"] == 1
    assert "Réservé aux membres" not in Client().get(LIST).content.decode()


def test_each_time_that_sites_are_read_it_is_written_down(client, pilot, published, monkeypatch):
    monkeypatch.setattr(readings, "GROUPED_WITHIN", timedelta(0))  # looks of a same hour are one
    [site] = published(1)
    for _twice in range(2):
        assert client.get(SITES).json()["count"] == 1
    assert [reading.page_ids for reading in Reading.objects.all()] == [[site.pk]] * 2


def test_it_is_no_older_than_a_minute_and_lists_never_weigh_more_than_they_may(monkeypatch):
    lists = Lists(most_bytes=10)
    for name in ("a", "b", "c"):
        lists.keep((name,), Listed(1, None, b"1234", []))
    assert [bool(lists.find((name,), version=1)) for name in ("a", "b", "c")] == [False, True, True]
    assert lists.weight == 8
    assert lists.find(("b",), version=2) is None
    later = kept.monotonic() + 61
    monkeypatch.setattr(kept, "monotonic", lambda: later)
    assert lists.find(("b",), version=1) is None
