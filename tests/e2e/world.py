"""One of everything, and the addresses that everyone opens."""

import json
from datetime import timedelta

import pytest
from django.utils import timezone

from catalog.services import publish_pages, refresh_areas
from cms.models import HomePage, NewsIndexPage, TerritoryIndexPage
from cms.services import ensure_territory_page
from knowledge.models import CollectionPage, PracticeIndexPage
from sites.models import SitePage
from tests.factories import ScopeFactory
from tests.factories.actions import ActionPageFactory
from tests.factories.cms import NewsPageFactory, StandardPageFactory
from tests.factories.knowledge import AdoptionFactory, EndorsementFactory, EvaluationFactory
from tests.factories.sites import ObservationFactory, PhaseFactory, ProcedureFactory, SitePageFactory

STEPS = [{"type": "step", "value": {"title": "Repérer la conduite", "text": "<p>Avec le service de l’eau.</p>"}}]


@pytest.fixture
def reader(db):
    return ScopeFactory(user__email="pilote@example.org").user


@pytest.fixture
def things(reader):
    """One of everything, in the reader's département."""
    territory = reader.scopes.get().territory
    site = SitePageFactory()
    for days_ago in (3, 90, 200):
        observed_on = timezone.localdate() - timedelta(days=days_ago)
        ObservationFactory(site=site, observed_on=observed_on, minors=12, minors_in_school=5)
    PhaseFactory(site=site)
    ProcedureFactory(site=site)
    action, news = ActionPageFactory(territory=territory), NewsPageFactory()
    practice = AdoptionFactory(territory=territory).practice
    EndorsementFactory(practice=practice)
    EvaluationFactory(practice=practice)
    practice.steps, practice.cautions = json.dumps(STEPS), "<p>Le gel.</p>"
    practice.save()
    chosen = {"type": "practice", "value": {"practice": practice.pk, "comment": "Simple."}}
    collection = CollectionPage(
        title="L’eau", intro="Pour commencer.", theme="water_hygiene", body=json.dumps([chosen])
    )
    PracticeIndexPage.objects.get().add_child(instance=collection)
    publish_pages([site, action, news, practice])
    for _more in range(2):
        ObservationFactory(site=SitePageFactory(commune=site.commune), people=20)
    publish_pages(SitePage.objects.live())
    refresh_areas()
    section = ensure_territory_page(territory)
    return {"site": site, "action": action, "news": news, "practice": practice, "collection": collection,
            "section": section, "standard": StandardPageFactory(title="À propos", slug="a-propos")}  # fmt: skip


@pytest.fixture
def public(things):
    """Addresses that everyone opens, by name."""
    pages = {"home": HomePage.objects.get(), "practices": PracticeIndexPage.objects.get(),
             "news list": NewsIndexPage.objects.get(), "territories": TerritoryIndexPage.objects.get()}  # fmt: skip
    shown = pages | {name: page for name, page in things.items() if name != "site"}
    slug = things["practice"].slug
    return {name: page.get_url() for name, page in shown.items()} | {
        "print a practice": f"/bonnes-pratiques/{slug}/imprimer/",
        "filtered practices": "/bonnes-pratiques/?theme=water_hygiene&q=eau",
        "no practice": "/bonnes-pratiques/?q=zzzz",
        "map": "/carte/",
        "actions": "/actions/",
        "search": "/recherche/?q=eau",
        "search for nothing": "/recherche/?q=zzzz",
        "statistics": "/statistiques/",
        "organisations": "/structures/",
        "conditions": "/conditions-de-vie/",
        "ask for access": "/demander-un-acces/",
        "log in": "/connexion/",
        "forgotten password": "/connexion/mot-de-passe-oublie/",
        "accessibility": "/accessibilite/",
        "reference of the API": "/api/",
    }
