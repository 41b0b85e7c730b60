"""The editor's dashboard: what each role finds there, and what it costs."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from actors.enums import Role
from catalog.services import publish_pages
from sites.enums import Validation
from tests.factories import CommuneFactory, DepartementFactory, ScopeFactory, UserFactory
from tests.factories.knowledge import PracticePageFactory
from tests.factories.sites import ObservationFactory, SitePageFactory

pytestmark = pytest.mark.django_db
HOME = "/admin/"
PANELS = {"waiting", "silent", "recent", "to-review"}
SHOWN = {
    Role.ACTOR: {"silent", "recent"},
    Role.PARTNER: {"silent", "recent"},
    Role.PILOT: {"waiting", "silent", "recent"},
    Role.EDITOR: {"waiting", "to-review"},
    Role.NATIONAL: PANELS,
}


def days_ago(days):
    return timezone.localdate() - timedelta(days=days)


def shown(client, user):
    client.force_login(user)
    answer = client.get(reverse("wagtailadmin_home"))
    assert answer.status_code == 200
    return answer.content.decode()


@pytest.mark.parametrize("role", SHOWN)
def test_each_role_finds_the_panels_that_concern_it(client, person, role):
    page = shown(client, person(role))
    assert {name for name in PANELS if f'id="{name}-section"' in page} == SHOWN[role]


def test_the_dashboard_wears_the_name_of_the_platform(client, person, settings):
    settings.PLATFORM_NAME = "Résorption du Nord"
    page = shown(client, person(Role.PILOT))
    assert "<title>Tableau de bord - Résorption du Nord</title>" in page
    assert "img/icon.svg" in page
    assert "République" not in page
    assert "wagtail.org" not in page


def test_the_dashboard_tells_what_waits_what_is_silent_and_what_changed(client, person):
    there = CommuneFactory(parent=DepartementFactory(code="59", name="Nord"))
    silent, waiting, changed = (SitePageFactory(title=title) for title in ("Silencieux", "En attente", "Vu hier"))
    far = SitePageFactory(title="Au loin", commune=there)
    ObservationFactory(site=silent, observed_on=days_ago(120))
    ObservationFactory(site=waiting, observed_on=days_ago(5))
    ObservationFactory(
        site=waiting, observed_on=days_ago(1), validation=Validation.WAITING, author=UserFactory(last_name="Dupuis")
    )
    ObservationFactory(site=changed, observed_on=days_ago(1), people=87)
    publish_pages([silent, waiting, changed, far])
    page = " ".join(shown(client, person(Role.PILOT)).split())
    assert "Silencieux</a>" in page
    assert "Camille Dupuis" in page
    assert "actualisation : 87 personnes" in page
    assert "Au loin" not in page


def test_the_dashboard_of_an_editor_tells_which_practices_to_review(client, person):
    PracticePageFactory(title="À relire", review_on=days_ago(1))
    PracticePageFactory(title="Plus tard", review_on=days_ago(-1))
    page = shown(client, person(Role.EDITOR))
    assert "À relire</a>" in page
    assert "Plus tard</a>" not in page


def cost(client, user):
    client.force_login(user)
    client.get(HOME)
    with CaptureQueriesContext(connection) as queries:
        client.get(HOME)
    return len(queries)


@pytest.fixture
def many_sites():
    def make(count):
        commune = CommuneFactory()
        sites = [SitePageFactory(commune=commune) for _ in range(count)]
        for number, site in enumerate(sites):
            ObservationFactory(site=site, observed_on=days_ago(1 + 100 * (number % 2)))
        publish_pages(sites)

    return make


def test_the_dashboard_costs_the_same_at_one_site_and_at_one_scope_as_at_a_hundred(client, person, many_sites):
    many_sites(1)
    one, hundred = person(Role.PILOT), person(Role.PILOT)
    for number in range(99):
        place = DepartementFactory(code=f"T{number}", name=f"Lieu {number}")
        ScopeFactory(user=hundred, territory=place)
    assert cost(client, hundred) - cost(client, one) == 0
