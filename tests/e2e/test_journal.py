"""The journal on a phone: a photo leaves with its message, and a colleague sees it come."""

import pytest

from actors.enums import Role
from collaboration.models import Attachment
from tests.collaboration.conftest import photo
from tests.e2e.conftest import PHONE, TURN
from tests.e2e.hand import Hand
from tests.factories import ScopeFactory, UserFactory
from tests.factories.sites import SitePageFactory

pytestmark = pytest.mark.browser
PASSWORD = "un-mot-de-passe-assez-long"


def member(email, **scope):
    user = UserFactory(email=email)
    user.set_password(PASSWORD)
    user.save()
    return ScopeFactory(user=user, **scope).user


def signed_in(browse, user, path, **options):
    page = browse("/connexion/", **options)
    page.get_by_label("Adresse électronique").fill(user.email)
    page.get_by_label("Mot de passe").fill(PASSWORD)
    page.get_by_role("main").get_by_role("button", name="Se connecter", exact=True).click()
    page.wait_for_load_state("networkidle")
    page.goto(path, wait_until="networkidle")
    return page


def test_a_message_with_a_photo_is_written_on_a_phone_and_seen_elsewhere_without_reloading(browse, axe, capsys):
    site = SitePageFactory()
    writer = member("terrain@example.org", role=Role.ACTOR, territory=site.commune.parent)
    reader = member("pilote@example.org", territory=site.commune.parent)
    watching = signed_in(browse, reader, site.get_url())
    watching.evaluate("window.stayed = true")
    phone = signed_in(browse, writer, site.get_url(), viewport=PHONE)

    hand = Hand(phone, capsys)
    hand.type("Votre message", "La rampe d’eau coule de nouveau.")
    hand.tap(phone.get_by_text("Joindre des photos ou des fichiers"))
    sent = photo(size=(1200, 900))
    phone.get_by_label("Prendre une photo").set_input_files(
        {"name": sent.name, "mimeType": "image/jpeg", "buffer": sent.read()}
    )
    hand.gestures += 2  # the camera: shoot, keep
    hand.type("Ce que montrent les photos", "Un robinet ouvert")
    hand.tap(phone.get_by_role("button", name="Publier dans le journal"))
    phone.get_by_text("Votre message est dans le journal.").wait_for()
    assert hand.took("a message with a photo") == 6
    assert phone.get_by_label("Votre message").input_value() == ""
    with TURN:
        assert Attachment.objects.count() == 1

    arrived = watching.get_by_role("article").filter(has_text="La rampe d’eau coule de nouveau.")
    arrived.wait_for(timeout=15_000)
    picture = arrived.get_by_role("img", name="Un robinet ouvert")
    picture.scroll_into_view_if_needed()
    assert picture.evaluate("async (one) => { await one.decode(); return one.naturalWidth; }") > 0
    assert watching.evaluate("window.stayed")
    assert watching.locator("[data-journal-said]").text_content() == "Un message vient d’être écrit ou modifié."
    for page in (watching, phone):
        assert axe(page) == []
        assert page.complaints == []
    assert phone.evaluate("document.documentElement.scrollWidth") <= PHONE["width"]


def test_the_names_to_tell_are_found_by_typing_and_ticked_by_keyboard(browse, axe):
    site = SitePageFactory()
    here = site.commune.parent
    writer = member("terrain@example.org", role=Role.ACTOR, territory=here)
    for number in range(9):
        user = UserFactory(first_name="Élodie" if number == 4 else "Marc", last_name=f"Nom{number}")
        ScopeFactory(user=user, role=Role.PARTNER, territory=here)
    page = signed_in(browse, writer, site.get_url(), viewport=PHONE)
    page.get_by_text("Prévenir quelqu’un, ou n’écrire qu’à certains").click()
    page.get_by_label("Trouver une personne ou une structure").fill("elodie")
    names = page.locator(".picklist .fr-fieldset__element:visible")
    assert names.count() == 1
    names.get_by_role("checkbox").focus()
    page.keyboard.press("Space")
    page.get_by_label("Pour elles seulement").focus()
    page.keyboard.press("Space")
    assert axe(page) == []
    assert page.evaluate("document.documentElement.scrollWidth") <= PHONE["width"]
    page.get_by_label("Votre message").fill("Entre nous")
    page.get_by_role("button", name="Publier dans le journal").click()
    page.wait_for_load_state("networkidle")
    assert "Élodie Nom4" in page.get_by_role("article").text_content()
