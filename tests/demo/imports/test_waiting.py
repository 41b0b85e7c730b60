"""A demonstration in which something waits for its préfecture, once."""

import pytest

from actors.enums import Role
from demo.imports.waiting import PROPOSED, PROPOSER, seed_waiting
from sites.models import Observation, SitePage
from sites.queries.queue import validation_queue
from tests.factories import ScopeFactory, UserFactory
from tests.factories.sites import ObservationFactory, SitePageFactory

pytestmark = pytest.mark.django_db


def test_a_site_and_a_count_wait_for_the_pilot_once():
    known = SitePageFactory(register="demo")
    ObservationFactory(site=known, people=20, minors=4)
    departement = known.commune.parent
    ScopeFactory(user=UserFactory(email=PROPOSER), role=Role.ACTOR, territory=departement)
    pilot = ScopeFactory(role=Role.PILOT, territory=departement).user
    for _ in range(2):
        seed_waiting()
    queue = validation_queue(pilot)
    assert [version.waiting.page.draft_title for version in queue.versions] == [PROPOSED]
    assert [(seen.site, seen.people) for seen in queue.observations if seen.site.live] == [(known, 23)]
    assert SitePage.objects.count() == 2
    assert Observation.objects.waiting().count() == 2
