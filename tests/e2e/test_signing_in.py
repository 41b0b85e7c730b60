"""Coming in as people do: password, second factor, passkey, waiting after wrong attempts, and getting back in."""

import re

import pytest
from allauth.mfa.models import Authenticator
from django.core.cache import cache

from tests.actors.views.conftest import PASSWORD, code_of
from tests.e2e.conftest import DESK, PHONE, visit
from tests.factories import ScopeFactory, UserFactory

pytestmark = pytest.mark.browser
NEW = "un-heron-dort-sur-le-canal-gris"
EMAIL = "pilote@example.org"


@pytest.fixture(autouse=True)
def _password_alone(settings) -> None:
    """As in production: here a password alone is not enough."""
    settings.SECOND_FACTOR_REQUIRED = True


@pytest.fixture
def pilot(db):
    user = UserFactory(email=EMAIL)
    user.set_password(PASSWORD)
    user.save()
    ScopeFactory(user=user)
    return user


@pytest.fixture
def fits(axe):
    """Accessible, and as wide as the screen, on a desk and on a phone."""

    def check(page) -> None:
        for viewport in (PHONE, DESK):
            page.set_viewport_size(viewport)
            assert axe(page) == [], page.url
            assert page.evaluate("document.documentElement.scrollWidth") == viewport["width"], page.url
        assert page.locator("h1").count() == 1
        assert page.complaints == []

    return check


def press(page, name: str) -> None:
    page.locator("main").get_by_role("button", name=name, exact=True).click()
    page.wait_for_load_state("networkidle")


def type_password(page, password: str = PASSWORD) -> None:
    page.get_by_label("Adresse électronique").fill(EMAIL)
    page.get_by_label("Mot de passe").fill(password)
    press(page, "Se connecter")


def leave(page) -> None:
    page.get_by_role("button", name="Se déconnecter").click()
    page.get_by_role("link", name="Se connecter").first.wait_for()
    page.goto("/connexion/", wait_until="networkidle")


def current_code(secret: str) -> str:
    """A code serves once, and the next one comes in 30 seconds: tests do not wait for it."""
    cache.clear()
    return code_of(secret)


def test_a_pilot_adds_an_application_and_logs_in_with_it(browse, fits, pilot):
    page = browse("/connexion/?next=/a-valider/")
    fits(page)
    type_password(page)
    assert page.locator("h1").text_content().startswith("Dernière étape")
    fits(page)
    page.get_by_role("link", name="Une application d’authentification").click()
    secret = page.locator("code.secret").text_content()
    fits(page)
    page.get_by_label("Code affiché par l’application").fill("000000")
    press(page, "Ajouter cette application")
    assert "Ce code n’est pas le bon" in page.get_by_role("alert").text_content()
    assert page.locator("code.secret").text_content() == secret
    page.get_by_label("Code affiché par l’application").fill(current_code(secret))
    press(page, "Ajouter cette application")
    assert page.locator(".codes li").count() == 10
    fits(page)
    page.get_by_role("link", name="Je les ai gardés").click()
    assert page.url.endswith("/tableau-de-bord/")
    leave(page)
    type_password(page)
    fits(page)
    page.get_by_label("Code", exact=False).first.fill(current_code(secret))
    press(page, "Se connecter")
    assert page.url.endswith("/tableau-de-bord/")
    for path in ("", "connexions/", "mot-de-passe/", "application/retirer/", "codes/nouveaux/", "cles/ajouter/"):
        visit(page, f"/mon-compte/securite/{path}")
        fits(page)


def test_a_passkey_is_added_and_opens_without_password(browse, fits, pilot, address):
    here = address.replace("127.0.0.1", "localhost")  # passkeys are tied to a name
    page = browse(f"{here}/connexion/")
    devices = page.context.new_cdp_session(page)
    devices.send("WebAuthn.enable")
    options = {"protocol": "ctap2", "transport": "internal", "hasResidentKey": True, "hasUserVerification": True}
    device = devices.send("WebAuthn.addVirtualAuthenticator", {"options": options | {"isUserVerified": True}})[
        "authenticatorId"
    ]
    type_password(page)
    page.get_by_role("link", name="Une clé d’accès").click()
    page.get_by_label("Nom de cette clé d’accès").fill("Ordinateur du bureau")
    press(page, "Ajouter une clé d’accès")
    page.wait_for_url("**/mon-compte/securite/codes/")
    assert len(devices.send("WebAuthn.getCredentials", {"authenticatorId": device})["credentials"]) == 1
    page.goto(f"{here}/mon-compte/securite/", wait_until="networkidle")
    assert "Ordinateur du bureau" in page.locator("main").text_content()
    fits(page)
    page.get_by_role("button", name="Se déconnecter").click()
    page.get_by_role("link", name="Se connecter").first.wait_for()
    page.goto(f"{here}/connexion/?next=/a-valider/", wait_until="networkidle")
    press(page, "Se connecter avec une clé d’accès")
    page.wait_for_url("**/a-valider/")
    # And as a second factor, after the password.
    page.get_by_role("button", name="Se déconnecter").click()
    page.get_by_role("link", name="Se connecter").first.wait_for()
    page.goto(f"{here}/connexion/", wait_until="networkidle")
    type_password(page)
    press(page, "Utiliser une clé d’accès")
    page.wait_for_url("**/tableau-de-bord/")


def test_a_browser_without_passkey_says_so_and_leaves_the_other_ways(browse, pilot, address):
    page = browse(f"{address.replace('127.0.0.1', 'localhost')}/connexion/")
    devices = page.context.new_cdp_session(page)
    devices.send("WebAuthn.enable")
    options = {"protocol": "ctap2", "transport": "internal", "hasUserVerification": True, "hasResidentKey": True}
    devices.send("WebAuthn.addVirtualAuthenticator", {"options": options})
    press(page, "Se connecter avec une clé d’accès")
    page.get_by_role("alert").wait_for()
    assert "n’a pas donné de clé d’accès" in page.get_by_role("alert").text_content()
    assert page.get_by_label("Mot de passe").is_visible()


def test_five_wrong_attempts_lead_to_a_wait_that_a_new_password_ends(browse, fits, pilot, mailoutbox):
    page = browse("/connexion/")
    for _ in range(5):
        type_password(page, "ce-n-est-pas-celui-la")
    assert page.locator("h1").text_content() == "Trop d’essais"
    assert re.search(r"jusqu’à \d\d:\d\d", page.get_by_role("alert").text_content())
    page.complaints.clear()  # the browser tells of the answer 429
    fits(page)
    page.get_by_role("link", name="Mot de passe oublié").click()
    fits(page)
    page.get_by_label("Adresse électronique").fill(EMAIL)
    press(page, "Recevoir un lien")
    fits(page)
    link = re.search(r"http://localhost:8000(/connexion/\S+)", mailoutbox[-1].body)[1]
    page.goto(link, wait_until="networkidle")
    fits(page)
    page.locator("#id_new_password1").fill("Bidonville-2026-resorption")
    page.locator("#id_new_password2").fill("Bidonville-2026-resorption")
    press(page, "Enregistrer ce mot de passe")
    assert "Ajoutez-y des mots à vous" in page.locator("main").text_content()
    fits(page)
    page.locator("#id_new_password1").fill(NEW)
    page.locator("#id_new_password2").fill(NEW)
    press(page, "Enregistrer ce mot de passe")
    fits(page)
    page.locator("main").get_by_role("link", name="Se connecter").click()
    type_password(page, NEW)
    assert page.locator("h1").text_content().startswith("Dernière étape")
    page.goto(link, wait_until="networkidle")
    assert page.locator("h1").text_content() != "Choisir un nouveau mot de passe"


def test_a_recovery_code_opens_once_when_the_phone_is_lost(browse, fits, pilot, mailoutbox):
    page = browse("/connexion/")
    type_password(page)
    page.get_by_role("link", name="Une application d’authentification").click()
    page.get_by_label("Code affiché par l’application").fill(current_code(page.locator("code.secret").text_content()))
    press(page, "Ajouter cette application")
    code = page.locator(".codes li").first.text_content()
    with page.expect_download() as download:
        page.get_by_role("link", name="Télécharger en texte").click()
    assert code in download.value.path().read_text()
    leave(page)
    for opens in (True, False):
        type_password(page)
        page.get_by_label("Code", exact=False).first.fill(code)
        press(page, "Se connecter")
        assert page.url.endswith("/tableau-de-bord/") is opens
        if opens:
            leave(page)
    assert "code de secours" in mailoutbox[-1].body
    assert Authenticator.objects.get(user=pilot, type="recovery_codes").wrap().get_unused_codes().count(code) == 0
