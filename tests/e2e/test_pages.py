"""Every page of the field, as a pilot sees it: accessible, and as wide as the screen."""

from datetime import timedelta

import pytest
from django.utils import timezone

from catalog.services import publish_pages
from cms.services import ensure_territory_page
from collaboration.services import write_in_journal
from collaboration.services.journal import Files
from tests.collaboration.conftest import photo
from tests.e2e.conftest import DESK, PHONE
from tests.factories import ScopeFactory, UserFactory
from tests.factories.actions import ActionPageFactory
from tests.factories.cms import NewsPageFactory
from tests.factories.knowledge import AdoptionFactory
from tests.factories.sites import ObservationFactory, PhaseFactory, ProcedureFactory, SitePageFactory

pytestmark = pytest.mark.browser
PASSWORD = "un-mot-de-passe-assez-long"


@pytest.fixture
def field(db):
    """One of everything, in the pilot's département; addresses by name."""
    user = UserFactory(email="pilote@example.org")
    user.set_password(PASSWORD)
    user.save()
    territory = ScopeFactory(user=user).territory
    site = SitePageFactory()
    for days_ago in (3, 90, 200):
        observed_on = timezone.localdate() - timedelta(days=days_ago)
        ObservationFactory(site=site, observed_on=observed_on, minors=12, minors_in_school=5)
    PhaseFactory(site=site)
    ProcedureFactory(site=site)
    entry = write_in_journal(
        user=user, page=site, text="Visite faite", tags=["visit"], files=Files(uploaded=(photo(size=(60, 40)),))
    )
    action, news = ActionPageFactory(territory=territory), NewsPageFactory()
    practice = AdoptionFactory(territory=territory).practice
    publish_pages([site, action, news, practice])
    return {
        "dashboard": "/tableau-de-bord/",
        "sites": "/sites/",
        "site": site.get_url(),
        "readings": f"/sites/{site.slug}/consultations/",
        "history": f"/sites/{site.slug}/historique/",
        "print": f"/sites/{site.slug}/imprimer/",
        "organisations": "/structures/",
        "alerts": "/alertes/",
        "set_alert": "/alertes/nouvelle/",
        "observe": f"/sites/{site.slug}/actualiser/",
        "close": f"/sites/{site.slug}/fermer/",
        "procedure": f"/sites/{site.slug}/procedures/ajouter/",
        "journal": f"/journal/{site.translation_key}/",
        "act here": f"/intervenir/{site.translation_key}/",
        "invite": f"/intervenir/{site.translation_key}/inviter/",
        "directory": "/annuaire/",
        "organisations of the directory": "/annuaire/structures/",
        "card": f"/annuaire/personnes/{user.pk}/",
        "own card": "/annuaire/moi/",
        "notifications": "/notifications/",
        "preferences": "/notifications/reglages/",
        "message": f"/journal/message/{entry.pk}/modifier/",
        "hidden message": f"/journal/message/{entry.pk}/masquer/",
        "declare": "/sites/declarer/",
        "queue": "/a-valider/",
        "action": action.get_url(),
        "practice": practice.get_url(),
        "news": news.get_url(),
        "territory": ensure_territory_page(territory).get_url(),
    }


def test_pages_of_the_field_are_accessible_and_fit_every_screen(browse, axe, field):
    page = browse("/connexion/")
    page.get_by_label("Adresse électronique").fill("pilote@example.org")
    page.get_by_label("Mot de passe").fill(PASSWORD)
    page.get_by_role("main").get_by_role("button", name="Se connecter", exact=True).click()
    page.wait_for_load_state("networkidle")
    found = {}
    for name, path in field.items():
        answer = page.goto(path, wait_until="networkidle")
        for viewport in (DESK, PHONE):
            page.set_viewport_size(viewport)
            wrong = axe(page)
            width = page.evaluate("document.documentElement.scrollWidth")
            if answer.status != 200 or wrong or width > viewport["width"]:
                found[name, viewport["width"]] = (answer.status, width, wrong)
    assert found == {}
