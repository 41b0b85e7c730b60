"""The explorer and the dashboards ask the database as much with one site as with three hundred: literal counts."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from catalog.services import publish_pages
from cms.services import add_pages, ensure_territory_page
from sites.models import Observation, SitePage
from tests.factories.territories import CommuneFactory

COSTS = {"explorer": 30, "home": 24, "dashboard": 19}


@pytest.fixture(params=[1, 300])
def section(request, db):
    """As many sites in one département, half of which nobody has spoken of for three months."""
    commune = CommuneFactory()
    parent = ensure_territory_page(commune)
    sites = [SitePage(title=f"Site {number}", commune=commune) for number in range(request.param)]
    add_pages([(parent, sites)], action="sites.import")
    days = [timezone.localdate() - timedelta(days=1 + 100 * (number % 2)) for number in range(request.param)]
    Observation.objects.bulk_create(
        Observation(site=site, observed_on=day, people=30) for site, day in zip(sites, days, strict=True)
    )
    publish_pages(sites)
    with connection.cursor() as cursor:  # as the server does by itself soon after an import
        cursor.execute("ANALYZE wagtailcore_page, sites_sitepage, sites_observation, catalog_entry")
    assert SitePage.objects.live().count() == request.param
    return parent


@pytest.mark.parametrize("name", sorted(COSTS))
def test_it_costs_the_same_with_one_site_and_with_three_hundred(client, pilot, section, name):
    urls = {
        "explorer": reverse("wagtailadmin_explore", args=[section.pk]),
        "home": reverse("wagtailadmin_home"),
        "dashboard": reverse("dashboard"),
    }
    client.force_login(pilot)
    client.get(urls[name])
    with CaptureQueriesContext(connection) as queries:
        answer = client.get(urls[name])
    assert answer.status_code == 200
    assert "Site " in answer.content.decode()
    assert len(queries) == COSTS[name]
