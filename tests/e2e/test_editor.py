"""The editor (Wagtail's admin), as those who work in it see it: accessible, in French, as wide as the screen."""

from datetime import timedelta

import pytest
from django.utils import timezone

from actors.enums import Role
from catalog.services import publish_pages
from tests.e2e.conftest import DESK, PHONE, visit
from tests.factories import NationFactory, ScopeFactory
from tests.factories.actions import ActionPageFactory
from tests.factories.cms import NewsPageFactory
from tests.factories.knowledge import PracticePageFactory
from tests.factories.sites import ObservationFactory, SitePageFactory

pytestmark = pytest.mark.browser
# What axe finds in Wagtail 8's own markup, which no template of ours writes.
WAGTAILS_OWN = {
    # Best practice, not an obligation: the search of a list stands beside that of the menu, and neither has a name.
    r"landmark-unique: ['.w-h-\\[42px\\]']",
}


@pytest.fixture
def world(db):
    """One of everything; addresses of the editor by name."""
    site = SitePageFactory(title="Les Peupliers")
    for days_ago in (3, 90, 200):
        ObservationFactory(site=site, observed_on=timezone.localdate() - timedelta(days=days_ago), people=84)
    silent = SitePageFactory(title="La Roseraie")
    ObservationFactory(site=silent, observed_on=timezone.localdate() - timedelta(days=130), people=None)
    action, news = ActionPageFactory(), NewsPageFactory()
    practice = PracticePageFactory(review_on=timezone.localdate() - timedelta(days=3))
    publish_pages([site, silent, action, news, practice])
    return {
        "home": "/admin/",
        "sites": "/admin/sites/",
        "actions": "/admin/actions/",
        "without_news": "/admin/rapports/sites-sans-nouvelle/",
        "waiting": "/admin/rapports/a-valider/",
        "rights": "/admin/droits/",
        "history": "/admin/reports/site-history/",
        "account": "/admin/account/",
        "explorer": f"/admin/pages/{site.get_parent().pk}/",
        "site": f"/admin/pages/{site.pk}/edit/",
        "news": f"/admin/pages/{news.pk}/edit/",
        "practice": f"/admin/pages/{practice.pk}/edit/",
        "news_list": "/admin/actualites/",
        "practices": "/admin/bonnes-pratiques/",
    }


@pytest.fixture
def sign_in(client, browse):
    """A page of someone who has signed in, without passing by the form."""

    def enter(role):
        place = {"territory": NationFactory()} if role in {Role.EDITOR, Role.NATIONAL} else {}
        client.force_login(ScopeFactory(role=role, **place).user)
        page = browse("/connexion/")
        url = page.url.split("/connexion")[0]
        page.context.add_cookies([{"name": "sessionid", "value": client.cookies["sessionid"].value, "url": url}])
        return page

    return enter


SEEN = {
    Role.PILOT: [
        "home",
        "sites",
        "actions",
        "without_news",
        "waiting",
        "rights",
        "history",
        "account",
        "explorer",
        "site",
    ],
    Role.EDITOR: ["home", "practices", "news_list", "news"],
}


@pytest.mark.parametrize("role", SEEN)
def test_the_editor_is_accessible_and_fits_every_screen(sign_in, axe, world, role):
    page = sign_in(role)
    found = {}
    for name in SEEN[role]:
        answer = visit(page, world[name])
        for viewport in (DESK, PHONE):
            page.set_viewport_size(viewport)
            wrong = [one for one in axe(page) if one not in WAGTAILS_OWN]
            width = page.evaluate("document.documentElement.scrollWidth")
            if answer.status != 200 or wrong or width > viewport["width"]:
                found[name, viewport["width"]] = (answer.status, width, wrong)
        page.set_viewport_size(DESK)
    assert found == {}
    assert page.complaints == []


def test_a_list_is_read_to_its_last_column_on_a_phone(sign_in, world):
    page = sign_in(Role.PILOT)
    page.set_viewport_size(PHONE)
    page.goto(world["sites"], wait_until="networkidle")
    last = page.get_by_role("columnheader").last
    last.scroll_into_view_if_needed()
    box = last.bounding_box()
    assert 0 <= box["x"] < box["x"] + 20 < PHONE["width"]
    assert page.get_by_role("link", name="Les Peupliers", exact=True).bounding_box()["width"] > 60


def test_the_menu_of_a_pilot_leads_to_what_they_use_and_back(sign_in, world):
    page = sign_in(Role.PILOT)
    page.goto("/admin/", wait_until="networkidle")
    menu = page.locator("#wagtail-sidebar")
    menu.get_by_role("link", name="Sites").click()
    page.wait_for_url("**/admin/sites/")
    assert page.get_by_role("link", name="La Roseraie", exact=True).is_visible()


def test_the_policy_of_the_editor_stops_nothing_that_editors_do(sign_in, world):
    """Preview in its frame, chooser of pictures in its window, rich text, a block added: and no word of the browser."""
    page = sign_in(Role.EDITOR)
    answer = page.goto(world["news"], wait_until="networkidle")
    assert "script-src-attr 'none'" in answer.headers["content-security-policy"]
    page.locator("[data-side-panel-toggle=preview]").click()
    page.frame_locator("iframe.w-preview__iframe").last.locator("h1").first.wait_for()
    page.locator("[data-side-panel-toggle=preview]").click()
    page.get_by_role("button", name="Choisir une image").first.click()
    page.locator(".modal-content").get_by_role("tab").first.wait_for()
    page.locator(".modal-content button[data-dismiss=modal]").first.click()
    page.locator(".modal-content").wait_for(state="hidden")
    page.goto(world["practice"], wait_until="networkidle")
    text = page.locator(".public-DraftEditor-content").first
    text.click()
    page.keyboard.type("/")
    page.locator("[role=listbox]").first.wait_for()
    assert [one for one in page.complaints if "Content Security Policy" in one] == []
