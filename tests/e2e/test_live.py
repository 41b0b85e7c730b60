"""Two browsers: what one publishes, the other sees within five seconds, without reloading and without being moved."""

import time
from datetime import timedelta

import pytest
from django.contrib.sessions.models import Session
from django.utils import timezone

from catalog.services import publish_page
from tests.e2e.conftest import PHONE, TURN
from tests.e2e.test_accounts import session_of
from tests.factories import ScopeFactory
from tests.factories.sites import ObservationFactory, SitePageFactory

pytestmark = pytest.mark.browser
WITHIN_MS = 5000


@pytest.fixture
def reader(browse):
    """A page of another pilot of the same place, signed in without passing by the form."""

    def open_page(path, *, user=None, **options):
        with TURN:
            session = session_of(user or ScopeFactory().user)
        return browse(path, storage_state=session, **options)

    return open_page


def site(title):
    """Made and published by somebody else, while open pages ask."""
    with TURN:
        page = SitePageFactory(title=title)
        publish_page(page)
    return page


def appears(page, text, *, since):
    page.get_by_role("link", name=text).first.wait_for(timeout=WITHIN_MS)
    return time.monotonic() - since


@pytest.mark.parametrize("path", ["/sites/", "/tableau-de-bord/"])
def test_what_another_publishes_appears_within_five_seconds(reader, path):
    site("Les Peupliers")
    page = reader(path)
    page.evaluate("window.mark = 'never reloaded'")
    site("La Roseraie")
    assert appears(page, "La Roseraie", since=time.monotonic()) < WITHIN_MS / 1000
    assert page.evaluate("window.mark") == "never reloaded"
    said = page.locator("[data-live-said]")
    assert said.get_attribute("role") == "status"
    assert "Une fiche a changé." in said.text_content()


def test_who_reads_further_down_is_told_and_not_moved(reader):
    for number in range(15):
        site(f"Site {number}")
    page = reader("/sites/", viewport=PHONE)
    page.evaluate("window.scrollTo(0, 600)")
    held = page.evaluate("[window.scrollY, document.querySelector('[data-live-part]').textContent]")
    site("La Roseraie")
    button = page.get_by_role("button", name="Afficher les changements")
    button.wait_for(timeout=WITHIN_MS)
    assert page.evaluate("[window.scrollY, document.querySelector('[data-live-part]').textContent]") == held
    button.click()
    assert page.get_by_role("link", name="La Roseraie").count() == 1
    assert not button.is_visible()


def test_who_has_typed_in_the_filters_loses_nothing(reader):
    page = reader("/sites/")
    search = page.locator("main input[name=q]")
    search.fill("rose")
    site("La Roseraie")
    appears(page, "La Roseraie", since=time.monotonic())
    assert search.input_value() == "rose"
    assert page.evaluate("document.activeElement.name") == "q"


def test_a_tab_that_sleeps_asks_nothing(reader):
    page = reader("/sites/")
    asked = []
    page.on("request", lambda request: asked.append(request.url) if "/en-direct/" in request.url else None)
    hide = "Object.defineProperty(document, 'visibilityState', {get: () => window.state, configurable: true})"
    page.evaluate(f"window.state = 'hidden'; {hide}; document.dispatchEvent(new Event('visibilitychange'))")
    page.wait_for_timeout(4500)
    assert asked == []
    with page.expect_request("**/en-direct/**"):
        page.evaluate("window.state = 'visible'; document.dispatchEvent(new Event('visibilitychange'))")


def test_a_page_whose_reader_is_signed_out_asks_no_more(reader):
    site("Les Peupliers")
    page = reader("/sites/")
    with TURN:
        Session.objects.all().delete()
    # What is kept for the field is asked for at first, too, and answered in the same way.
    with page.expect_response(lambda answer: answer.url.endswith("/connexion/?next=/sites/")):
        site("La Roseraie")
    asked = []
    page.on("request", lambda request: asked.append(request.url))
    page.wait_for_timeout(4500)
    assert asked == []


def test_the_question_is_asked_without_cookies_and_answered_in_a_line(reader):
    site("Les Peupliers")
    page = reader("/sites/")
    with page.expect_response("**/en-direct/**") as heard:
        pass
    assert heard.value.status == 304
    assert "cookie" not in heard.value.request.all_headers()


def test_the_map_shows_it_too(reader):
    site("Les Peupliers")
    page = reader("/sites/")
    with page.expect_response("**/api/v1/sites.geojson**", timeout=WITHIN_MS * 2) as heard:
        site("La Roseraie")
    assert "La Roseraie" in heard.value.text()


def test_two_people_one_publishes_the_other_sees(reader):
    observed = SitePageFactory(title="La Roseraie")
    ObservationFactory(site=observed, observed_on=timezone.localdate() - timedelta(days=30), people=84)
    publish_page(observed)
    watching, working = reader("/tableau-de-bord/"), reader(observed.get_url())
    assert watching.get_by_role("link", name="La Roseraie").count() == 0
    with working.expect_response("**/rien-n-a-change/"):
        working.get_by_role("button", name="Rien n’a changé").click()
    appears(watching, "La Roseraie", since=time.monotonic())
    assert "84 personnes" in watching.locator("[data-live-part=changements]").text_content()
