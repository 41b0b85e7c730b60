"""Accounts in a real browser: every page accessible and as wide as the screen; a newcomer comes in."""

import re

import pytest
from django.test import Client

from actors.enums import Role
from actors.models import OutgoingMail, User
from actors.services.activation import send_activation
from tests.e2e.conftest import DESK, PHONE, visit
from tests.factories import CommuneFactory, ScopeFactory
from tests.factories.access import AccessRequestFactory

pytestmark = pytest.mark.browser
PASSWORD = "la-fontaine-coule-encore-en-hiver"


def session_of(user) -> dict:
    """A browser in which `user` has logged in."""
    client = Client()
    client.force_login(user)
    cookie = {"name": "sessionid", "value": client.cookies["sessionid"].value, "domain": "127.0.0.1", "path": "/"}
    return {"cookies": [cookie], "origins": []}


@pytest.fixture
def pilot(db):
    return ScopeFactory(user__first_name="Claire", user__last_name="Delmas").user


@pytest.fixture
def invited(db):
    scope = ScopeFactory(role=Role.ACTOR, territory=CommuneFactory(), user__activated_at=None, user__charter_due=True)
    send_activation(person=scope.user)
    return scope.user


def link_of(person) -> str:
    return re.search(r"/activer/[\w-]+/", OutgoingMail.objects.get(to=person.email).text).group(0)


def wrong(page, path, axe) -> dict:
    found = {}
    answer = visit(page, path)
    for viewport in (DESK, PHONE, {"width": 320, "height": 700}):
        page.set_viewport_size(viewport)
        width = page.evaluate("document.documentElement.scrollWidth")
        errors = axe(page)
        if answer.status != 200 or errors or width > viewport["width"]:
            found[path, viewport["width"]] = (answer.status, width, errors)
    return found


def test_pages_of_accounts_are_accessible_and_fit_every_screen(browse, axe, pilot, invited):
    request = AccessRequestFactory()
    scope = invited.scopes.get()
    page = browse("/mon-compte/", storage_state=session_of(pilot))
    paths = [
        "/mon-compte/",
        "/mon-compte/effacer/",
        "/visite/",
        "/charte/",
        "/comptes/",
        f"/comptes/{invited.pk}/",
        f"/comptes/{invited.pk}/perimetre/",
        f"/comptes/perimetres/{scope.pk}/options/",
        "/comptes/inviter/",
        "/comptes/demandes/",
        f"/comptes/demandes/{request.pk}/",
        f"/comptes/demandes/{request.pk}/refuser/",
    ]
    found = {}
    for path in paths:
        found |= wrong(page, path, axe)
    assert found == {}
    assert page.complaints == []


def test_what_newcomers_see_is_accessible_and_fits_every_screen(browse, axe, invited):
    paths = ["/demander-un-acces/", "/demander-un-acces/merci/", "/charte/", link_of(invited)]
    page = browse(paths[0])
    found = {}
    for path in paths:
        found |= wrong(page, path, axe)
    assert found == {}


def test_a_newcomer_opens_their_account_signs_the_charter_and_takes_the_tour(browse, invited):
    page = browse(link_of(invited), viewport=PHONE)
    page.get_by_label("Mot de passe").fill(PASSWORD)
    page.get_by_role("button", name="Enregistrer mon mot de passe").click()
    page.get_by_label("Adresse électronique").fill(invited.email)
    page.get_by_label("Mot de passe", exact=True).fill(PASSWORD)
    page.get_by_role("main").get_by_role("button", name="Se connecter", exact=True).click()
    page.locator("label", has_text="J’ai lu cette charte").click()
    page.get_by_role("button", name="Signer la charte").click()
    assert page.get_by_role("alert").is_visible()
    assert page.get_by_label("J’ai lu cette charte").is_checked()
    page.locator("label", has_text="Je m’engage à la respecter").click()
    page.get_by_role("button", name="Signer la charte").click()
    assert page.get_by_role("heading", name=f"Bienvenue, {invited.first_name}").is_visible()
    page.get_by_role("button", name="Commencer").click()
    page.wait_for_url("**/tableau-de-bord/")
    assert User.objects.get(pk=invited.pk).toured_at is not None


def test_names_of_places_are_suggested_while_one_types(browse):
    CommuneFactory(name="Aubervilliers", code="93001")
    page = browse("/demander-un-acces/")
    page.get_by_label("Territoire").press_sequentially("auberv")
    page.wait_for_selector("#id_place_name-names option", state="attached")
    assert page.locator("#id_place_name-names option").evaluate_all("all => all.map((one) => one.value)") == [
        "Aubervilliers (93)"
    ]
