"""Two people publish a site: an association on a phone, the préfecture on a screen."""

import pytest

from actors.enums import Role
from sites.models import SitePage
from tests.e2e.conftest import DESK, PHONE
from tests.factories.actors import ScopeFactory, UserFactory
from tests.factories.territories import CommuneFactory

pytestmark = pytest.mark.browser
PASSWORD = "un-mot-de-passe-assez-long"
TITLE = "Les Peupliers du canal"


@pytest.fixture
def commune(db):
    return CommuneFactory(name="Aubervilliers")


def member(email, role, territory):
    user = UserFactory(email=email)
    user.set_password(PASSWORD)
    user.save()
    return ScopeFactory(user=user, role=role, territory=territory).user


def come_in(page, email):
    page.get_by_label("Adresse électronique").fill(email)
    page.get_by_label("Mot de passe").fill(PASSWORD)
    page.get_by_role("main").get_by_role("button", name="Se connecter", exact=True).click()
    page.wait_for_load_state("networkidle")


def test_an_association_proposes_a_site_and_the_prefecture_publishes_it(browse, axe, commune):
    member("association@example.org", Role.ACTOR, commune.parent)
    member("prefecture@example.org", Role.PILOT, commune.parent)

    phone = browse("/connexion/?next=/sites/declarer/", viewport=PHONE)
    come_in(phone, "association@example.org")
    phone.locator("#id_commune_name").fill("Aubervilliers")
    phone.locator("#id_title").fill(TITLE)
    phone.locator("#id_people").fill("40")
    phone.get_by_role("button", name="Déclarer ce site").click()
    phone.wait_for_url("**/a-valider/")
    phone.wait_for_load_state("networkidle")
    assert TITLE in phone.get_by_role("main").inner_text()
    assert "attend d’être validée" in phone.get_by_role("main").inner_text().lower()
    assert axe(phone) == []
    assert phone.evaluate("document.documentElement.scrollWidth") <= PHONE["width"]

    desk = browse("/connexion/?next=/sites/", viewport=DESK)
    come_in(desk, "prefecture@example.org")
    assert TITLE not in desk.get_by_role("main").inner_text()
    desk.goto("/a-valider/", wait_until="networkidle")
    proposal = desk.get_by_role("article").filter(has_text=TITLE)
    assert "Aubervilliers" in proposal.inner_text()
    assert axe(desk) == []
    proposal.get_by_role("button", name="Valider").click()
    desk.wait_for_load_state("networkidle")
    assert SitePage.objects.get().live
    desk.goto("/sites/", wait_until="networkidle")
    assert TITLE in desk.get_by_role("main").inner_text()

    phone.goto("/a-valider/", wait_until="networkidle")
    assert "validée" in phone.get_by_role("main").inner_text().lower()
    # The site and its first observation.
    assert phone.get_by_role("link", name=TITLE).count() == 2
