"""Public answers kept ready: the same as if they were made each time, and nobody else's."""

import gzip
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from io import BytesIO
from itertools import count
from threading import Barrier
from time import monotonic, sleep

import brotli
import pytest
from django.conf import settings as django_settings
from django.core.wsgi import get_wsgi_application
from django.db import DatabaseError, connection
from django.utils.timezone import localdate, now

from actors.enums import Noun
from actors.models import Organisation, User
from api.services.ready import ReadyAnswers, Shelf
from api.views.compression import MIN_BYTES
from catalog.enums import Audience
from catalog.models import Entry
from catalog.queries import version as versions
from catalog.queries.version import DatasetVersion, Known, Reading, Written
from catalog.services import publish_page
from knowledge.models import PracticeReading
from tests.factories import UserFactory
from tests.factories.actions import ActionPageFactory
from tests.factories.catalog import write_entry
from tests.factories.knowledge import PracticePageFactory
from tests.factories.sites import SitePageFactory
from tests.factories.territories import CommuneFactory

pytestmark = pytest.mark.django_db
LIST, ORGANISATIONS = "/api/v1/actions", "/api/v1/organisations"
WRITTEN = {"collaboration_journalentry": 7, "actors_organisation": 7}


class Reader:
    """Someone who asks the wrapped application, and what came back."""

    def __init__(self, ready):
        self.ready = ready

    def get(self, address, method="GET", **headers):
        path, _, query = address.partition("?")
        environ = {
            "REQUEST_METHOD": method,
            "PATH_INFO": path,
            "QUERY_STRING": query,
            "SERVER_NAME": "testserver",
            "SERVER_PORT": "80",
            "HTTP_HOST": "testserver",
            "wsgi.url_scheme": "http",
            "wsgi.input": BytesIO(),
            "wsgi.errors": BytesIO(),
            **headers,
        }
        said = []
        parts = self.ready(environ, lambda *told: said.append(told))
        self.body = b"".join(parts)
        getattr(parts, "close", lambda: None)()
        self.status, self.headers = said[0][0], dict(said[0][1])
        return self


@pytest.fixture
def made():
    """The addresses that the application itself was asked for."""
    return []


@pytest.fixture
def reader(made, monkeypatch):
    monkeypatch.setattr(versions, "FRESH_S", 0.0)
    # The connection of the test stays open between requests.
    monkeypatch.setattr(connection, "close_if_unusable_or_obsolete", lambda: None)
    django = get_wsgi_application()

    def application(environ, start_response):
        made.append(environ["PATH_INFO"])
        return django(environ, start_response)

    # Somebody is always writing something.
    again = count(1)

    def written():
        return dict.fromkeys(connection.introspection.table_names(), next(again))

    return Reader(ReadyAnswers(application, most_bytes=1 << 20, version=DatasetVersion(), written=written))


@pytest.fixture
def action():
    page = ActionPageFactory()
    publish_page(page)
    return page


def test_what_was_asked_once_is_ready_and_the_same(reader, action, made):
    first = reader.get(LIST).body
    assert action.title in first.decode()
    headers = reader.headers
    assert reader.get(LIST).body == first
    assert {name: value for name, value in reader.headers.items() if name != "Age"} == {
        name: value for name, value in headers.items() if name != "Age"
    }
    assert made == [LIST]


@pytest.mark.parametrize("address", ["/tiles/public/0/0/0.mvt?type=action", "/ogc/collections/actions/items"])
def test_tiles_and_features_are_ready_too_until_something_is_published(reader, action, made, address):
    first = reader.get(address).body
    assert (bool(first), reader.get(address).body) == (True, first)
    assert len(made) == 1
    publish_page(ActionPageFactory(title="Deuxième action"))
    assert reader.get(address).body != first
    assert len(made) == 2


def test_what_is_published_is_in_the_next_answer(reader, action, made):
    reader.get(LIST)
    again = ActionPageFactory(title="Deuxième action")
    publish_page(again)
    assert "Deuxième action" in reader.get(LIST).body.decode()
    again.unpublish()
    assert "Deuxième action" not in reader.get(LIST).body.decode()
    assert len(made) == 3


def test_what_happens_to_sites_does_not_show_in_the_age_of_a_public_answer(reader, made):
    reader.get(LIST)
    write_entry(Noun.SITE, audience=Audience.PARTNER)
    reader.get(LIST)
    assert made == [LIST]


def test_who_holds_it_gets_304_and_who_holds_another_the_whole(reader, action, made):
    etag = reader.get(LIST).headers["ETag"]
    for told in (etag, f'"other", {etag}', "*", etag.removeprefix("W/")):
        assert reader.get(LIST, HTTP_IF_NONE_MATCH=told).status == "304 Not Modified"
        assert (reader.body, "Content-Length" in reader.headers) == (b"", False)
        assert reader.headers["ETag"] == etag
    assert reader.get(LIST, HTTP_IF_NONE_MATCH='"other"').status == "200 OK"
    assert made == [LIST]


def test_the_first_who_asks_with_an_etag_leaves_a_whole_answer_to_the_next(reader, action, made):
    etag = reader.get(LIST).headers["ETag"]
    reader.ready.shelf = Shelf(1 << 20)
    assert reader.get(LIST, HTTP_IF_NONE_MATCH=etag).status == "304 Not Modified"
    assert action.title in reader.get(LIST).body.decode()
    assert len(made) == 2


@pytest.mark.parametrize("encoding", ["br", "gzip", ""])
def test_it_is_compressed_once_as_its_reader_takes_it(reader, action, made, encoding):
    plain = reader.get(LIST).body
    told = reader.get(LIST, HTTP_ACCEPT_ENCODING=f"deflate, {encoding}")
    unpack = {"br": brotli.decompress, "gzip": gzip.decompress, "": bytes}[encoding]
    assert unpack(told.body) == plain
    assert told.headers.get("Content-Encoding", "") == encoding
    assert int(told.headers["Content-Length"]) == len(told.body)
    assert "Accept-Encoding" in told.headers["Vary"]


@pytest.mark.parametrize("weighed", ["gzip;q=1.0", "gzip;q=0.5, br;q=0"])
def test_what_is_asked_for_with_a_weight_is_never_given_to_who_takes_nothing(reader, weighed):
    """Long enough for the application to compress by itself."""
    address = "/api/v1/codes"
    packed = reader.get(address, HTTP_ACCEPT_ENCODING=weighed)
    assert packed.headers["Content-Encoding"] == "gzip"
    body = gzip.decompress(packed.body)
    assert len(body) >= MIN_BYTES
    plain = reader.get(address)
    assert (plain.body, "Content-Encoding" in plain.headers) == (body, False)


@pytest.mark.parametrize(
    "asked",
    [
        {"HTTP_AUTHORIZATION": "Bearer rsb_x_y"},
        {"HTTP_COOKIE": f"{django_settings.SESSION_COOKIE_NAME}=x"},
        {"method": "HEAD"},
        {"method": "POST"},
        {"HTTP_HOST": "elsewhere.example"},
    ],
)
def test_what_is_not_the_public_s_is_neither_kept_nor_given(reader, action, made, asked):
    reader.get(LIST)
    for _twice in range(2):
        reader.get(LIST, **asked)
    assert len(made) == 3
    assert len(reader.ready.shelf._kept) == 1


@pytest.mark.parametrize(
    "address",
    [
        "/api/v1/actions/none",
        "/api/v1/actions?unknown=1",
        "/api/v1/sites",
        "/rien/",
        "/recherche/?q=eau",  # words are counted each time that they are looked for
        "/connexion/",  # its form has a token
        "/tableau-de-bord/",
        "/static/css/platform.css",
    ],
)
def test_errors_refusals_and_what_is_one_reader_s_are_not_kept(reader, made, address):
    for _twice in range(2):
        reader.get(address)
    assert (len(made), len(reader.ready.shelf._kept)) == (2, 0)


def test_addresses_origins_and_types_are_kept_apart(reader, action):
    reader.get(LIST)
    assert "access-control-allow-origin" not in reader.headers
    assert reader.get(LIST, HTTP_ORIGIN="https://ville.example").headers["access-control-allow-origin"] == "*"
    assert reader.get(LIST, HTTP_ACCEPT="text/csv;q=1").status.startswith("406")
    assert reader.get(f"{LIST}?limit=1").status == "200 OK"
    assert len(reader.ready.shelf._kept) == 3


def test_it_is_kept_no_longer_than_its_cache_control_says(reader, action, made, monkeypatch):
    reader.get(LIST)
    later = monotonic() + 61
    monkeypatch.setattr("api.services.ready.monotonic", lambda: later)
    reader.get(LIST)
    assert len(made) == 2


@pytest.mark.parametrize(
    ("then_written", "later_s", "times"),
    [
        (WRITTEN, 61, 1),  # nothing was: what would be made is there
        (WRITTEN | {"collaboration_journalentry": 8}, 61, 1),  # something was, that is nowhere in it
        (WRITTEN | {"actors_organisation": 8}, 61, 2),
        (None, 61, 2),  # who knows
        (WRITTEN, 901, 2),  # too long ago, whatever was written
    ],
)
def test_it_is_not_made_again_where_nothing_of_it_was_written(
    reader, action, made, monkeypatch, then_written, later_s, times
):
    reader.ready.written = lambda: WRITTEN
    first, begun, then = reader.get(ORGANISATIONS).body, monotonic(), now()
    reader.ready.written = lambda: then_written
    monkeypatch.setattr("api.services.ready.monotonic", lambda: begun + later_s)
    monkeypatch.setattr("api.services.ready.localdate", lambda _moment=None: then.date())
    monkeypatch.setattr("api.services.ready.now", lambda: then + timedelta(seconds=later_s))
    assert reader.get(ORGANISATIONS).body == first
    assert (len(made), reader.headers["Age"]) == (times, "0")


def test_what_is_unpublished_is_gone_at_once_whatever_was_counted(reader, action, made):
    reader.ready.written = lambda: WRITTEN
    reader.get(LIST)
    action.unpublish()
    assert action.title not in reader.get(LIST).body.decode()


def test_each_day_has_pages_of_its_own(reader, made, monkeypatch):
    reader.ready.written = lambda: WRITTEN
    reader.get("/carte/")
    later, tomorrow = monotonic() + 61, localdate() + timedelta(days=1)
    monkeypatch.setattr("api.services.ready.monotonic", lambda: later)
    reader.get("/carte/")
    monkeypatch.setattr("api.services.ready.localdate", lambda moment=None: localdate(moment) if moment else tomorrow)
    later += 61
    reader.get("/carte/")
    assert len(made) == 2


def test_what_is_written_where_everybody_may_see_it_is_counted(monkeypatch):
    monkeypatch.setattr(versions, "COUNTED_S", 0.0)
    written, other = Written(), connection.copy()

    def counted_after(*statements):
        """Written by somebody else, who tells at once what they wrote."""
        with other.cursor() as cursor:
            for statement in (*statements, "SELECT pg_stat_force_next_flush()", "SELECT 1"):
                cursor.execute(statement)
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_stat_clear_snapshot()")
        return written()

    before = counted_after()
    tag = "INSERT INTO taggit_tag (name, slug) VALUES ('compté', 'compte')"
    after = counted_after(tag, "DELETE FROM taggit_tag WHERE slug = 'compte'")
    assert after == before | {"taggit_tag": before["taggit_tag"] + 2}
    assert "catalog_entry" not in after, "what is public of it has a number"
    other.close()


def test_drafts_and_the_sites_of_members_are_no_reason_to_make_a_page_again(action):
    def shown():
        return Written()()["wagtailcore_page"]

    before = shown()
    action.title = "Autrement"
    action.save_revision()
    SitePageFactory(commune=CommuneFactory())
    assert shown() == before
    action.get_latest_revision().publish()
    published = shown()
    assert published != before
    action.unpublish()
    assert shown() not in (before, published)


def test_a_login_is_no_reason_to_make_again_what_tells_of_organisations():
    def shown():
        return Written()()["actors_user"]

    person = UserFactory()
    before = shown()
    User.objects.filter(pk=person.pk).update(last_login=now())
    assert shown() == before
    User.objects.filter(pk=person.pk).update(is_active=False)
    assert shown() != before


def test_what_an_answer_is_made_of_is_what_it_asks(action, reader):
    with Reading() as reading:
        list(Organisation.objects.filter(users__isnull=True))
        PracticeReading.objects.all().delete()
        with connection.cursor() as cursor:
            cursor.execute("  with found as (select 1 from wagtailcore_locale) select * from found")
    counts = dict.fromkeys(connection.introspection.table_names(), 7)
    assert set(reading.among(counts)) == {"actors_organisation", "actors_user", "wagtailcore_locale"}
    assert reading.among(None) is None
    reader.ready.written = lambda: counts
    reader.get(action.url)
    [kept] = reader.ready.shelf._kept.values()
    assert {"actions_actionpage", "wagtailcore_page", "wagtailcore_pageviewrestriction"} <= set(kept.written)
    assert not {"sites_observation", "collaboration_journalentry", "django_session"} & set(kept.written)


def test_what_many_ask_for_at_once_is_made_again_by_one_of_them():
    """Whoever asks for it the first time makes it, without a wait for others who may be at a page that nobody keeps."""
    known, made, together = [Known(1)], [], Barrier(2, timeout=30)

    def slow(environ, start_response):
        made.append(environ["PATH_INFO"])
        if len(made) == 2:
            together.wait()  # the other one is asking
            sleep(0.1)
        headers = [("Content-Type", "text/plain"), ("Cache-Control", "public, max-age=60"), ("ETag", f'"{len(made)}"')]
        start_response("200 OK", headers)
        return [str(len(made)).encode()]

    ready = ReadyAnswers(slow, most_bytes=10_000, version=lambda: known[0], written=dict)
    assert Reader(ready).get(LIST).body == b"1"
    known[0] = Known(2)
    with ThreadPoolExecutor(2) as pool:
        first = pool.submit(lambda: Reader(ready).get(LIST).body)
        second = pool.submit(lambda: (together.wait(), Reader(ready).get(LIST).body)[1])
        assert (first.result(), second.result()) == (b"2", b"2")
    assert made == [LIST, LIST]


def test_while_the_database_is_away_what_was_published_is_still_answered(reader, action, made, monkeypatch):
    first = reader.get(LIST).body

    def away():
        raise DatabaseError

    monkeypatch.setattr(connection, "cursor", away)
    later = monotonic() + 600
    monkeypatch.setattr("api.services.ready.monotonic", lambda: later)
    assert reader.get(LIST).body == first
    assert int(reader.headers["Age"]) >= 599
    assert made == [LIST]


def test_the_version_is_that_of_the_last_committed_change(action):
    last = Entry.objects.filter(audience=Audience.PUBLIC).of(Noun.ACTION).latest("change").change
    assert DatasetVersion()() == Known(last)


def test_one_query_at_most_in_its_time(action, django_assert_num_queries):
    version = DatasetVersion()
    with django_assert_num_queries(1):
        assert len({version() for _many in range(50)}) == 1


def test_the_shelf_never_weighs_more_than_it_may(reader, action):
    reader.ready.shelf = Shelf(20_000)
    for number in range(1, 60):
        reader.get(f"{LIST}?limit={number}")
    shelf = reader.ready.shelf
    assert 0 < shelf.weight <= 20_000
    assert shelf.weight == sum(answer.weight for answer in shelf._kept.values())
    assert any(f"limit={59}" in asked for asked in shelf._kept)


def test_pages_of_the_public_are_kept_until_something_is_published(reader, made):
    first = reader.get("/carte/").body
    assert reader.headers["Cache-Control"] == "public, max-age=0, s-maxage=60"
    etag = reader.headers["ETag"]
    assert reader.get("/carte/", HTTP_COOKIE="_pk_id=1").body == first
    assert reader.get("/carte/", HTTP_IF_NONE_MATCH=etag).status == "304 Not Modified"
    assert len(made) == 1
    publish_page(ActionPageFactory())
    reader.get("/carte/")
    assert len(made) == 2


@pytest.mark.parametrize("cookie", [f"{django_settings.SESSION_COOKIE_NAME}=x", "messages=W1tdXQ"])
def test_a_page_for_somebody_is_made_for_them(reader, made, cookie):
    for _twice in range(2):
        reader.get("/carte/", HTTP_COOKIE=cookie)
        assert "public" not in reader.headers.get("Cache-Control", "")
    assert (len(made), len(reader.ready.shelf._kept)) == (2, 0)


def test_readings_of_a_page_that_was_kept_are_counted(reader, monkeypatch):
    """Those of before, when it is made again."""
    practice = PracticePageFactory(live=True)
    publish_page(practice)
    address = practice.get_url_parts()[2]
    for _thrice in range(3):
        assert reader.get(address).status == "200 OK"
    assert sum(PracticeReading.objects.values_list("count", flat=True)) == 1
    later = monotonic() + 61
    monkeypatch.setattr("api.services.ready.monotonic", lambda: later)
    reader.get(address)
    assert sum(PracticeReading.objects.values_list("count", flat=True)) == 4


def test_while_the_database_is_away_a_page_says_as_of_when(reader, made, monkeypatch):
    def away():
        raise DatabaseError

    reader.get("/carte/", HTTP_ACCEPT_ENCODING="br")
    monkeypatch.setattr(connection, "cursor", away)
    page = reader.get("/carte/", HTTP_ACCEPT_ENCODING="br").body.decode()
    assert "Cette page est telle qu’elle était le" in page
    assert page.index("Cette page est telle") < page.index("<main")
    assert (reader.headers["Cache-Control"], "ETag" in reader.headers) == ("no-store", False)
    assert int(reader.headers["Content-Length"]) == len(page.encode())
    assert len(made) == 1
