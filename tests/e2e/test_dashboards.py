"""Dashboards and statistics in a real browser: accessible, as wide as the screen, no complaint of the policy."""

from datetime import date
from decimal import Decimal

import pytest
import shapely

from catalog.services import publish_pages, refresh_areas
from sites.models import SitePage
from steering.services import publish_statistics, take_snapshots
from territories.models import Outline
from tests.e2e.test_accounts import session_of, wrong
from tests.factories import CommuneFactory, ScopeFactory
from tests.factories.actions import ActionPageFactory, FundingFactory, IndicatorFactory
from tests.factories.sites import ClosureFactory, ObservationFactory, SitePageFactory

pytestmark = pytest.mark.browser


@pytest.fixture
def field(db):
    """Two communes with an outline, sites open and closed, an action with its money."""
    for number in range(2):
        commune = CommuneFactory()
        west = 2.3 + number / 10
        Outline.objects.create(
            territory=commune, wkb=shapely.box(west, 48.8, west + 0.1, 48.9).wkb,
            west=west, south=48.8, east=west + 0.1, north=48.9,
        )  # fmt: skip
        for _site in range(3):
            ObservationFactory(site=SitePageFactory(commune=commune), minors=16, minors_in_school=4)
    closed = SitePageFactory(commune=commune, status="closed")
    ClosureFactory(site=closed).destinations.create(destination="housing", people=12)
    action = ActionPageFactory()
    IndicatorFactory(action=action, year=2026)
    FundingFactory(action=action, year=2026, spent_eur=Decimal(12_000))
    publish_pages(list(SitePage.objects.live()))
    refresh_areas()
    take_snapshots()
    publish_statistics()


def test_dashboards_and_statistics_are_accessible_and_fit_every_screen(browse, axe, field):
    page = browse("/pilotage/", storage_state=session_of(ScopeFactory().user))
    here = "/pilotage/FR-departement-93/"
    paths = [
        "/pilotage/",
        f"{here}?du={date.today().year}-01-01&mesure=people",
        f"{here}liste/people/",
        f"{here}actions/?theme=schooling",
        f"{here}financements/?annee=2026",
        "/pilotage/comparer/?territoire=FR-departement-93&territoire=FR-region-11",
        "/statistiques/",
    ]
    found = {}
    for path in paths:
        found |= wrong(page, path, axe)
    assert found == {}
    assert page.complaints == []
