"""A real browser on a real server, in the transaction of the test.

The server answers on the test's own database connection, one request at a time, so that nothing is left behind and no
table is emptied: a flush would take away the pages that migrations planted.
"""

import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from threading import Lock
from time import monotonic
from types import SimpleNamespace

import pytest
from django.contrib.staticfiles.handlers import StaticFilesHandler
from django.core.servers.basehttp import ThreadedWSGIServer
from django.db import DEFAULT_DB_ALIAS, connections
from django.test.testcases import LiveServerThread

# One of everything, for the tests that go round all pages.
from tests.e2e.world import public, reader, things  # noqa: F401

ROOT = Path(__file__).resolve().parents[2]
# The first that is installed: the same engine, without the windows and tabs that nobody looks at here, is lighter.
BROWSERS = ["chromium-headless-shell", "chromium", "chromium-browser", "google-chrome"]
AXE = ROOT / "node_modules" / "axe-core" / "axe.min.js"
RULES = ["RGAAv4", "wcag2a", "wcag2aa", "wcag21aa", "best-practice"]
BUILT = ROOT / "static" / "dist" / "map.js"
ARGUMENTS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
PHONE, DESK = {"width": 390, "height": 844}, {"width": 1280, "height": 800}
# Held by each request; a test that uses the database while pages are alive holds it too.
TURN = Lock()


class _OneAtATime(StaticFilesHandler):
    """Each request is a savepoint here, never committed: what waits for the commit is done when it ends."""

    def __call__(self, environ, start_response):
        with TURN:
            try:
                return super().__call__(environ, start_response)
            finally:
                ours = connections[DEFAULT_DB_ALIAS]
                while ours.run_on_commit:  # a task that is done puts others in the queue
                    _savepoints, done, _robust = ours.run_on_commit.pop(0)
                    done()


class _JoinedServer(ThreadedWSGIServer):
    """Waits for its last thread: one that ended after the test would close the connection of another."""

    daemon_threads = False


class _ServerThread(LiveServerThread):
    server_class = _JoinedServer


# A page that has asked for nothing and drawn nothing at so many looks is at rest.
LOOK_MS, AT_REST = 50, 2
# What is awaited comes at once, or within this where the machine is busy.
LONGEST_S = 30
BEING_DRAWN = "[data-map]:not([hidden]):not([data-ready]):not(.map--without)"
# What was still being fetched when somebody went to another page.
LEFT = "net::ERR_ABORTED"


@pytest.fixture(scope="package")
def chromium() -> Iterator:
    path = next(filter(None, map(shutil.which, BROWSERS)), None)
    if not path:
        pytest.skip("no Chromium on this machine (apt-get install chromium)")
    if not (BUILT.exists() and AXE.exists()):
        pytest.skip("the browser's files are not built (make front)")
    from playwright.sync_api import expect, sync_playwright

    expect.set_options(timeout=LONGEST_S * 1000)
    with pytest.MonkeyPatch.context() as patch, sync_playwright() as playwright:
        # Playwright's loop runs in this thread, and Django would take our queries for asynchronous ones.
        patch.setenv("DJANGO_ALLOW_ASYNC_UNSAFE", "1")
        browser = playwright.chromium.launch(executable_path=path, args=ARGUMENTS)
        yield browser
        browser.close()


@pytest.fixture(autouse=True)
def _password_alone(settings) -> None:
    """Those who come in by a form here come in by their password, but in the tests of signing in."""
    settings.SECOND_FACTOR_REQUIRED = False


def visit(page, path: str):
    """Open a page, and wait until it asks for nothing more and its maps are drawn, which add to the lists beside them.

    "networkidle" waits for half a second each time, whether a map takes less or more.
    """
    asked = set()

    def began(request) -> None:
        asked.add(request)

    def ended(request) -> None:
        asked.discard(request)

    listeners = {"request": began, "requestfinished": ended, "requestfailed": ended}
    for event, listener in listeners.items():
        page.on(event, listener)
    answer = page.goto(path)
    drawn, looks, until = page.locator(BEING_DRAWN), 0, monotonic() + LONGEST_S
    while looks < AT_REST:
        assert monotonic() < until, ([one.url for one in asked], drawn.count())
        page.wait_for_timeout(LOOK_MS)
        looks = 0 if asked or drawn.count() else looks + 1
    for event, listener in listeners.items():
        page.remove_listener(event, listener)
    return answer


@contextmanager
def serving(monkeypatch) -> Iterator[str]:
    """Where the server of this test answers."""
    ours = connections[DEFAULT_DB_ALIAS]
    ours.inc_thread_sharing()
    # Each thread of the server closes its connections when it ends; this one is the test's.
    monkeypatch.setattr(ours, "close", lambda: None)
    server = _ServerThread("127.0.0.1", _OneAtATime, connections_override={DEFAULT_DB_ALIAS: ours})
    server.daemon = True
    server.start()
    server.is_ready.wait()
    if server.error:
        raise server.error
    yield f"http://127.0.0.1:{server.port}"
    server.terminate()
    ours.dec_thread_sharing()


@pytest.fixture
def address(chromium, db, monkeypatch) -> Iterator[str]:
    with serving(monkeypatch) as address:
        yield address


@pytest.fixture
def browse(chromium, address) -> Iterator[Callable]:
    """`browse("/carte/", viewport=PHONE)` opens a page; what the browser complained of is in `page.complaints`."""
    contexts = []

    def open_page(path: str = "/", *, viewport: dict = DESK, **options) -> SimpleNamespace:
        context = chromium.new_context(viewport=viewport, locale="fr-FR", base_url=address, **options)
        contexts.append(context)
        page = context.new_page()
        page.complaints = []
        page.on("pageerror", lambda error: page.complaints.append(str(error)))
        page.on("console", lambda said: page.complaints.append(said.text) if said.type == "error" else None)
        page.on("requestfailed", lambda asked: page.complaints.append(asked.url) if asked.failure != LEFT else None)
        page.answer = visit(page, path)
        return page

    yield open_page
    for context in contexts:
        context.close()


@pytest.fixture
def axe() -> Callable[..., list[str]]:
    """What axe finds wrong on a page, against the RGAA and WCAG A and AA: `assert axe(page) == []`."""

    def violations(page) -> list[str]:
        page.evaluate(AXE.read_text())
        found = page.evaluate(f"axe.run({{runOnly: {RULES}, resultTypes: ['violations']}})")
        return [f"{one['id']}: {one['nodes'][0]['target']}" for one in found["violations"]]

    return violations
