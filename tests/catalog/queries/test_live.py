"""What an open page is told of changes: that there are some in its reader's scope; never how many elsewhere."""

import pytest
from django.core.cache import caches
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from actors.enums import Role
from catalog.queries import live
from catalog.rules import live as rules
from catalog.rules.live import Watch, read_token, token_of, watch_of
from catalog.services import publish_page, withdraw_page
from tests.factories import CommuneFactory, DepartementFactory, ScopeFactory
from tests.factories.sites import ObservationFactory, SitePageFactory

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _nothing_kept():
    caches["live"].clear()
    yield
    caches["live"].clear()


@pytest.fixture
def there():
    return CommuneFactory(parent=DepartementFactory(code="59", name="Nord"))


def watch(**scope):
    return watch_of([ScopeFactory(**scope)])


def publish(commune=None):
    site = SitePageFactory(commune=commune or CommuneFactory())
    publish_page(site)
    return site


def asked(client, token, mark=""):
    """The answer to a poll, as a browser without cookies would have it, once a second has gone by."""
    caches["live"].clear()
    return client.get("/en-direct/", {"vue": token}, headers={"If-None-Match": mark} if mark else {})


def test_the_mark_changes_with_what_is_published_in_scope(client):
    token = token_of(watch())
    before = asked(client, token)
    assert before.status_code == 200
    assert asked(client, token, before["ETag"]).status_code == 304
    site = publish()
    after = asked(client, token, before["ETag"])
    assert (after.status_code, after.content) == (200, b"")
    assert after["ETag"] != before["ETag"]
    withdraw_page(site)
    assert asked(client, token, after["ETag"]).status_code == 200


def test_what_happens_elsewhere_does_not_show_in_any_way(client, there):
    token = token_of(watch())
    before = asked(client, token)
    for _ in range(3):
        publish(there)
    after = asked(client, token, before["ETag"])
    assert after.status_code == 304
    drawn = {"Content-Length": "", "X-Request-ID": ""}
    assert dict(after.headers) | drawn == dict(before.headers) | drawn


def test_an_observer_hears_of_what_their_own_document_says_only(client):
    site = publish()
    token = token_of(watch(role=Role.OBSERVER))
    before = asked(client, token)
    site.access_details = "Par le portail vert"
    site.save()
    publish_page(site)
    assert asked(client, token, before["ETag"]).status_code == 304
    ObservationFactory(site=site, people=77, observed_on=timezone.localdate())
    publish_page(site)
    assert asked(client, token, before["ETag"]).status_code == 200


def test_a_mark_is_of_its_scopes_alone(there):
    publish()
    assert live.current_mark(watch()) == live.current_mark(watch())
    assert live.current_mark(watch()) != live.current_mark(watch(territory=there.parent))
    assert live.current_mark(watch()) == live.shared_mark(watch())


def test_a_token_says_which_scopes_and_is_soon_forgotten(client, monkeypatch):
    scope = ScopeFactory()
    token = token_of(watch_of([scope]))
    assert read_token(token) == Watch((("pilot", scope.territory_id, None, ()),))
    assert asked(client, token[:-1] + ("A" if token[-1] != "A" else "B")).status_code == 410
    assert asked(client, "").status_code == 410
    monkeypatch.setattr(rules, "LASTS_S", -1)
    assert asked(client, token).status_code == 410


@pytest.mark.parametrize("readers", [1, 50])
def test_polls_cost_the_same_for_one_reader_and_for_fifty(client, monkeypatch, readers):
    monkeypatch.setattr(live, "FRESH_FOR_S", 3600)
    publish()
    tokens = [token_of(watch()) for _ in range(readers)]
    with CaptureQueriesContext(connection) as queries:
        marks = {client.get("/en-direct/", {"vue": token})["ETag"] for token in tokens}
    assert len(marks) == 1
    assert len(queries) == 2


def test_a_second_set_of_scopes_costs_one_query_and_no_session(client, monkeypatch, there):
    monkeypatch.setattr(live, "FRESH_FOR_S", 3600)
    client.force_login(ScopeFactory().user)
    client.cookies.clear()
    client.get("/en-direct/", {"vue": token_of(watch())})
    other = token_of(watch(territory=there.parent))
    with CaptureQueriesContext(connection) as queries:
        client.get("/en-direct/", {"vue": other})
    assert [query["sql"].split()[0] for query in queries] == ["SELECT"]
    assert '"catalog_entry"' in queries[0]["sql"]


@pytest.mark.parametrize("path", ["/sites/", "/tableau-de-bord/", "/actions/"])
def test_pages_of_members_listen_and_those_of_the_public_do_not(client, path):
    assert "data-live=" not in client.get(path, follow=True).content.decode()
    client.force_login(ScopeFactory().user)
    page = client.get(path).content.decode()
    assert page.count("data-live=") == 1
    assert "data-live-part=" in page
