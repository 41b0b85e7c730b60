"""A pilot of a département, another outside it, and sites with their state."""

from datetime import timedelta

import pytest
from django.utils import timezone

from catalog.services import publish_page
from tests.factories import CommuneFactory, DepartementFactory, ScopeFactory
from tests.factories.sites import ObservationFactory, SitePageFactory


@pytest.fixture
def pilot(db):
    return ScopeFactory().user


@pytest.fixture
def stranger(db):
    """A pilot of another département."""
    return ScopeFactory(territory=DepartementFactory(code="59", name="Nord")).user


@pytest.fixture
def add_site(db):
    def add(*, days_ago: int = 3, commune=None, status: str = "open", **counts):
        site = SitePageFactory(commune=commune or CommuneFactory(), status=status)
        ObservationFactory(site=site, observed_on=timezone.localdate() - timedelta(days=days_ago), **counts)
        publish_page(site)
        return site

    return add
