"""An association proposes to close a site, the préfecture validates it; versions compared; a recommendation."""

import pytest

from actors.enums import Role
from sites.models import SitePage
from sites.services import declare_site, update_site
from tests.e2e.conftest import DESK, PHONE, TURN
from tests.e2e.test_workflow import come_in, member
from tests.factories.actors import OrganisationFactory, ScopeFactory
from tests.factories.knowledge import EndorsementFactory, PracticePageFactory
from tests.factories.sites import ObservationFactory
from tests.factories.territories import CommuneFactory

pytestmark = pytest.mark.browser
TITLE = "Les Peupliers du canal"


@pytest.fixture
def commune(db):
    return CommuneFactory(name="Aubervilliers")


@pytest.fixture
def site(commune):
    author = ScopeFactory(territory=commune.parent, role=Role.PILOT).user
    site = declare_site(user=author, commune=commune, facts={"title": "Les Saules"})
    update_site(user=author, site=site, facts={"title": TITLE})
    ObservationFactory(site=site, people=30)
    return site


def is_sound(page, axe, width):
    page.wait_for_load_state("networkidle")
    assert axe(page) == []
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    assert page.complaints == []


def test_an_association_proposes_to_close_a_site_and_the_prefecture_validates_it(browse, axe, site):
    member("association@example.org", Role.ACTOR, site.commune.parent)
    member("prefecture@example.org", Role.PILOT, site.commune.parent)

    phone = browse(f"/connexion/?next={site.get_url()}", viewport=PHONE)
    come_in(phone, "association@example.org")
    phone.get_by_role("link", name="Proposer la fermeture").click()
    is_sound(phone, axe, PHONE["width"])
    phone.locator("#id_reason").select_option("resorbed")
    phone.locator("#id_people_housing").fill("25")
    phone.locator("#id_people_none").fill("5")
    phone.get_by_text("non", exact=True).click()
    phone.locator("#id_comment").fill("Relogés avant l’été.")
    phone.get_by_role("button", name="Proposer la fermeture").click()
    phone.wait_for_url("**/a-valider/")
    is_sound(phone, axe, PHONE["width"])
    assert "La modifier" in phone.get_by_role("main").inner_text()

    desk = browse("/connexion/?next=/a-valider/", viewport=DESK)
    come_in(desk, "prefecture@example.org")
    is_sound(desk, axe, DESK["width"])
    desk.get_by_role("link", name="Lire et décider").click()
    is_sound(desk, axe, DESK["width"])
    assert desk.locator("#id_people_housing").input_value() == "25"
    assert desk.locator("#id_comment").input_value() == "Relogés avant l’été."
    desk.get_by_role("button", name="Valider et fermer le site").click()
    desk.wait_for_url(f"**{site.get_url()}")
    with TURN:
        assert SitePage.objects.get().status == "resorbed"

    phone.goto("/a-valider/", wait_until="networkidle")
    assert "validée" in phone.get_by_role("main").inner_text().lower()


@pytest.mark.parametrize("size", [PHONE, DESK], ids=["phone", "desk"])
def test_two_versions_are_chosen_compared_and_one_is_restored(browse, axe, site, size):
    member("prefecture@example.org", Role.PILOT, site.commune.parent)
    page = browse(f"/connexion/?next=/sites/{site.slug}/historique/", viewport=size)
    come_in(page, "prefecture@example.org")
    is_sound(page, axe, size["width"])
    page.get_by_role("link", name="Comparer deux versions").click()
    page.locator("#id_avant").select_option(index=1)
    page.get_by_role("button", name="Comparer").click()
    is_sound(page, axe, size["width"])
    assert "Les Saules" in page.get_by_role("table").inner_text()
    page.get_by_role("button", name="Rétablir cette version").click()
    page.wait_for_url(f"**{site.get_url()}")
    assert page.get_by_role("heading", level=1).inner_text() == "Les Saules"


@pytest.mark.parametrize("size", [PHONE, DESK], ids=["phone", "desk"])
def test_a_prefecture_recommends_a_practice(browse, axe, commune, size):
    practice = PracticePageFactory(title="Une rampe d’eau en dix jours")
    EndorsementFactory(practice=practice, comment="Simple, et reprise dans trois communes.")
    pilot = member("prefecture@example.org", Role.PILOT, commune.parent)
    pilot.organisation = OrganisationFactory(name="Préfecture du Val-d’Oise", kind="prefecture")
    pilot.save()
    page = browse(f"/connexion/?next={practice.get_url()}", viewport=size)
    come_in(page, "prefecture@example.org")
    is_sound(page, axe, size["width"])
    page.get_by_role("link", name="Recommander").click()
    is_sound(page, axe, size["width"])
    page.get_by_role("button", name="Recommander").click()
    page.wait_for_url(f"**{practice.get_url()}")
    is_sound(page, axe, size["width"])
    assert "Préfecture du Val-d’Oise" in page.get_by_role("complementary").inner_text()
