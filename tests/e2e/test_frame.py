"""The frame of every page, in both themes, on a phone and on a desk."""

import pytest

from tests.e2e.conftest import DESK, PHONE
from tests.factories import ScopeFactory, UserFactory
from tests.factories.cms import NewsPageFactory

pytestmark = pytest.mark.browser
PASSWORD = "un-mot-de-passe-assez-long"


@pytest.mark.parametrize("theme", ["dsfr", "neutral"])
@pytest.mark.parametrize("path", ["/", "/connexion/", "/nulle-part/", "/recherche/?q=eau"])
def test_pages_are_accessible_and_fit_every_screen(browse, axe, settings, path, theme):
    settings.PLATFORM_THEME = theme
    NewsPageFactory(title="Une borne-fontaine de plus")
    page = browse(path, viewport=DESK)
    for viewport in (DESK, PHONE):
        page.set_viewport_size(viewport)
        assert axe(page) == []
        assert page.evaluate("document.documentElement.scrollWidth") == viewport["width"]
    assert page.locator("h1").count() == 1
    assert page.locator("html").get_attribute("lang") == "fr"


def test_the_neutral_theme_asks_for_nothing_of_the_state(browse, settings):
    settings.PLATFORM_THEME = "neutral"
    asked = []
    page = browse("/connexion/")
    page.on("request", lambda request: asked.append(request.url))
    page.reload(wait_until="networkidle")
    assert [url for url in asked if "dsfr" in url or "marianne" in url.lower()] == []
    assert "République" not in page.content()


def test_the_state_mark_shows_only_where_the_setting_says_so(client, db, settings):
    assert "République" not in client.get("/").content.decode()
    settings.PLATFORM_STATE_MARK = True
    assert "République" in client.get("/").content.decode()


def test_pages_hold_to_the_strict_policy(browse):
    page = browse("/")
    assert page.complaints == []
    policy = page.answer.headers["content-security-policy"]
    assert "unsafe" not in policy
    assert page.locator("[style], script:not([src]):not([type='application/json']), style").count() == 0


def test_the_menu_of_a_phone_opens_and_closes_from_the_keyboard(browse):
    page = browse("/", viewport=PHONE)
    menu = page.locator("#menu")
    toggle = page.get_by_role("button", name="Menu")
    assert not menu.is_visible()
    toggle.focus()
    page.keyboard.press("Enter")
    assert menu.is_visible()
    assert toggle.get_attribute("aria-expanded") == "true"
    menu.get_by_role("link", name="Actualités").focus()
    page.keyboard.press("Escape")
    assert not menu.is_visible()
    assert page.evaluate("document.activeElement.textContent.trim()") == "Menu"


def test_the_menu_stands_open_without_script(browse):
    page = browse("/", viewport=PHONE, java_script_enabled=False)
    assert page.get_by_role("link", name="Actualités").first.is_visible()


def test_the_first_key_reaches_the_content(browse):
    page = browse("/connexion/")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.textContent") == "Contenu"
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "contenu"


def test_someone_signs_in_and_out(browse):
    user = UserFactory(email="pilote@example.org")
    user.set_password(PASSWORD)
    user.save()
    ScopeFactory(user=user)
    page = browse("/connexion/")
    page.get_by_label("Adresse électronique").fill("pilote@example.org")
    page.get_by_label("Mot de passe").fill("ce-n-est-pas-le-bon")
    page.locator("main").get_by_role("button", name="Se connecter", exact=True).click()
    refusal = page.get_by_role("alert").text_content()
    page.get_by_label("Adresse électronique").fill("inconnue@example.org")
    page.get_by_label("Mot de passe").fill(PASSWORD)
    page.locator("main").get_by_role("button", name="Se connecter", exact=True).click()
    assert page.get_by_role("alert").text_content() == refusal
    page.get_by_label("Adresse électronique").fill("pilote@example.org")
    page.get_by_label("Mot de passe").fill(PASSWORD)
    page.locator("main").get_by_role("button", name="Se connecter", exact=True).click()
    assert page.get_by_role("link", name="Sites", exact=True).is_visible()
    page.get_by_role("button", name="Se déconnecter").click()
    page.get_by_role("link", name="Se connecter").first.wait_for()
