"""What happens is counted as soon as it is committed, without waiting for the night."""

from datetime import timedelta

import pytest
from django.utils import timezone

from sites.enums import ClosureReason, Destination
from sites.services import ClosureFacts, close_site, record_observation, reopen_site
from steering.models import SnapshotRun
from steering.queries.tallies import View, tallies_on
from steering.services import take_snapshots
from tests.factories.actions import ActionPageFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def counted(pilot, django_capture_on_commit_callbacks):
    """What is counted here today, after a deed is committed."""
    place = pilot.scopes.get().territory

    def after(deed, *names):
        with django_capture_on_commit_callbacks(execute=True):
            deed()
        tally = tallies_on(View(place), [timezone.localdate()])[timezone.localdate()]
        return [tally[name] for name in names]

    return after


def test_an_observation_a_closure_and_a_reopening_are_counted_at_once(pilot, add_site, counted):
    site = add_site(people=40)
    take_snapshots()
    today = timezone.localdate()
    said = {"user": pilot, "site": site, "observed_on": today, "values": {"people": 33}, "confirmed": True}
    assert counted(lambda: record_observation(**said), "open_sites", "people") == [1, 33]

    facts = ClosureFacts(closed_on=today, reason=ClosureReason.RESORBED, people={Destination.HOUSING: 33})
    closing = {"user": pilot, "site": site, "facts": facts}
    assert counted(lambda: close_site(**closing), "open_sites", "closed", "resorbed", "to_housing") == [0, 1, 1, 33]
    reopening = {"user": pilot, "site": site, "reason": "Des familles sont revenues."}
    assert counted(lambda: reopen_site(**reopening), "open_sites", "closed") == [1, 0]


def test_a_page_published_unpublished_or_deleted_is_counted_at_once(add_site, counted):
    site = add_site(people=40)
    take_snapshots()
    assert counted(site.unpublish, "open_sites") == [0]
    assert counted(lambda: site.save_revision().publish(), "open_sites", "people") == [1, 40]
    assert counted(site.delete, "open_sites") == [0]


def test_an_action_that_ends_leaves_its_sites_without_action(add_site, counted):
    site = add_site(people=40)
    action = ActionPageFactory(territory=site.commune.parent, started_on=timezone.localdate() - timedelta(days=90))
    take_snapshots()
    action.sites.set([site])
    assert counted(lambda: action.save_revision().publish(), "without_action") == [0]
    action.ended_on = timezone.localdate() - timedelta(days=1)
    assert counted(lambda: action.save_revision().publish(), "without_action") == [1]
    action.ended_on = None
    assert counted(lambda: action.save_revision().publish(), "without_action") == [0]
    assert counted(action.delete, "without_action") == [1]


def test_nothing_is_counted_here_and_there_before_everything_was_once(add_site, counted):
    site = add_site(people=40)
    assert counted(lambda: site.save_revision().publish(), "open_sites") == [0]
    assert not SnapshotRun.objects.exists()
