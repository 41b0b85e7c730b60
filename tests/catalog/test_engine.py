"""By setting alone, search is OpenSearch's: the same filters, rights, chips and pages over what it finds.

A real client and Wagtail's real backend speak, over HTTP, to a small server that keeps what it is given and finds what
has the words that it is asked. No OpenSearch runs here: its French analysis and its ranks are not what is tested.
"""

import json
import re
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread

import pytest
from django.core.management import CommandError, call_command
from django.http import QueryDict

from actors.enums import Noun, Role
from actors.rules import NOBODY, Viewer
from catalog.enums import Audience
from catalog.filters import SearchListing
from catalog.models import Entry
from catalog.queries.engine import engine
from catalog.services import entries
from catalog.services.engine import follow_changes
from tests.factories import CommuneFactory, ScopeFactory
from tests.factories.catalog import write_entry

pytestmark = pytest.mark.django_db


class Kept:
    """What the server holds: documents by identifier, and what it was asked."""

    def __init__(self) -> None:
        self.documents, self.asked, self.is_down = {}, [], False

    def found(self, query):
        return [key for key, document in self.documents.items() if _holds(query, document)]


def _holds(query, document) -> bool:
    """The part of OpenSearch's language that Wagtail's backend writes for words and filters."""
    [(kind, told)] = query.items()
    if kind == "bool":
        parts = [*_many(told.get("must", [])), *_many(told.get("filter", []))]
        should = _many(told.get("should", []))
        return all(_holds(one, document) for one in parts) and (
            not should or any(_holds(one, document) for one in should)
        )
    if kind in {"multi_match", "match", "match_phrase"}:
        text = " ".join(str(value) for name, value in document.items() if not name.endswith("_filter")).lower()
        words = told["query"] if kind == "multi_match" else str(next(iter(told.values())))
        return all(word in text for word in re.findall(r"\w+", words.lower()))
    if kind == "terms":
        [(name, values)] = told.items()
        return document.get(name) in values
    return kind in {"match_all", "match"} or kind == "term"


def _many(told):
    return told if isinstance(told, list) else [told]


def _answers(kept, method, path, body):
    """(status, what is said)."""
    if kept.is_down:
        return 500, {"error": "down", "status": 500}
    if "_bulk" in path:
        lines = [json.loads(line) for line in body.splitlines() if line]
        kept.documents |= {action["index"]["_id"]: told for action, told in zip(lines[::2], lines[1::2], strict=True)}
        return 200, {"errors": False, "items": [{"index": {"status": 201}} for _ in lines[::2]]}
    if "_search" in path and "scroll" not in path.partition("?")[0]:
        asked = json.loads(body)
        kept.asked.append(asked)
        hits = [
            {"_id": key, "_score": 1.0, "fields": {"pk": [kept.documents[key]["pk"]]}}
            for key in kept.found(asked["query"])
        ]
        return 200, {"hits": {"hits": hits, "total": {"value": len(hits)}}}
    if method == "DELETE":
        kept.documents.pop(path.partition("_doc/")[2].partition("?")[0], None)
    nothing_yet = method == "HEAD" or (method == "GET" and "_alias" in path)
    return (404, {}) if nothing_yet else (200, {"acknowledged": True})


def _handler(kept):
    class Handler(BaseHTTPRequestHandler):
        def answer(self):
            body = self.rfile.read(int(self.headers.get("Content-Length") or 0)).decode()
            status, told = _answers(kept, self.command, self.path, body)
            said = json.dumps(told).encode()
            self.send_response(status)
            self.send_header("Content-Type", "application/json")
            self.send_header("Content-Length", str(len(said)))
            self.end_headers()
            if self.command != "HEAD":
                self.wfile.write(said)

        def log_message(self, *_):
            pass

    for method in ("GET", "POST", "PUT", "DELETE", "HEAD"):
        setattr(Handler, f"do_{method}", Handler.answer)
    return Handler


@pytest.fixture
def server(settings):
    kept = Kept()
    running = ThreadingHTTPServer(("127.0.0.1", 0), _handler(kept))
    thread = Thread(target=running.serve_forever, daemon=True)
    thread.start()
    settings.CATALOG_SEARCH = {
        "BACKEND": "wagtail.search.backends.opensearch3",
        "URLS": [f"http://127.0.0.1:{running.server_port}"],
        "INDEX_PREFIX": "test_",
        "OPTIONS": {"max_retries": 0},
    }
    yield kept
    engine().es.close()
    running.shutdown()
    running.server_close()
    thread.join()


@pytest.fixture
def here():
    return CommuneFactory(name="Bagnolet", code="93006")


@pytest.fixture
def pilot(here):
    return Viewer(user=ScopeFactory(role=Role.PILOT, territory=here.parent).user)


def found(query, viewer):
    asked = QueryDict(mutable=True)
    asked["q"] = query
    listing = SearchListing(asked, viewer=viewer)
    return [entry.key for entry in listing.items], listing.count


def test_words_are_the_engine_s_and_the_rest_is_ours(server, here, pilot):
    inside = {"territory_ids": tuple(here.ancestor_ids), "audience": Audience.MEMBER}
    write_entry(Noun.SITE, key="a", title="Terrain des Peupliers", **inside)
    write_entry(Noun.SITE, key="b", title="Friche des Peupliers", audience=Audience.MEMBER)
    write_entry(Noun.PRACTICE, key="c", title="Planter des peupliers")
    # What the engine holds of a thing says nothing of who may read it.
    call_command("index_catalog")
    assert len(server.documents) == 3
    assert found("peupliers", NOBODY) == (["c"], 1)
    assert sorted(found("peupliers", pilot)[0]) == ["a", "c"]
    assert found("peupliers à Bagnolet", pilot) == (["a"], 1)
    assert server.asked


def test_it_follows_what_is_published_and_withdrawn(server, here):
    call_command("index_catalog")
    write_entry(Noun.PRACTICE, key="c", title="Planter des peupliers")
    assert follow_changes() == 1
    assert found("peupliers", NOBODY)[1] == 1
    entries.withdraw(Entry.objects.all())
    assert found("peupliers", NOBODY)[1] == 0
    call_command("follow_changes")
    assert server.documents == {}


def test_an_engine_that_fails_leaves_search_to_postgresql(server, caplog):
    write_entry(Noun.PRACTICE, key="c", title="Planter des peupliers")
    server.is_down = True
    assert found("peupliers", NOBODY) == (["c"], 1)
    assert "PostgreSQL does" in caplog.text
    assert "peupliers" not in caplog.text


def test_it_is_asked_a_thing_once_a_page(server, caplog):
    """As it is spelt, then with its last word only begun; whatever the page shows of it."""
    write_entry(Noun.PRACTICE, key="c", title="Planter des peupliers")
    call_command("index_catalog")
    for is_down in (False, True):
        server.is_down = is_down
        server.asked.clear()
        listing = SearchListing(QueryDict("q=peupliers"), viewer=NOBODY)
        assert ([one.key for one in listing.items], listing.count, listing.filter.facets) == (["c"], 1, [])
        assert [tab.count for tab in listing.tabs] == [1, 1]
        assert len(server.asked) == (0 if is_down else 2)
    assert caplog.text.count("PostgreSQL does") == 2


def test_without_the_setting_nothing_of_it_runs(settings):
    settings.CATALOG_SEARCH = {}
    assert engine() is None
    assert follow_changes() == 0
    with pytest.raises(CommandError, match="PostgreSQL"):
        call_command("index_catalog")
