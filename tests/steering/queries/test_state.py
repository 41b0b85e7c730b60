import pytest

from actors.rules import NOBODY, Viewer
from steering.queries import sites_state, stale_sites, week_observations
from tests.factories.sites import ObservationFactory

pytestmark = pytest.mark.django_db


def test_unknown_numbers_are_not_added_as_zero(pilot, add_site):
    add_site(people=40, minors=16, minors_in_school=8)
    add_site(people=None, minors=10, minors_in_school=None)
    state = sites_state(Viewer(user=pilot))
    assert (state.open_sites, state.people.total, state.people.known_on) == (2, 40, 1)
    assert state.share_in_school == 50
    assert state.school_coverage == 62  # 16 minors of the 26


def test_only_the_latest_observation_of_each_site_counts(pilot, add_site):
    site = add_site(days_ago=2, people=30)
    ObservationFactory(site=site, people=99)
    assert sites_state(Viewer(user=pilot)).people.total == 30


def test_a_share_of_nothing_is_unknown(pilot, add_site):
    add_site(people=12, minors=0, minors_in_school=0)
    state = sites_state(Viewer(user=pilot))
    assert state.share_in_school is None
    assert state.school_coverage is None


@pytest.mark.parametrize("who", ["stranger", "nobody"])
def test_nothing_is_counted_out_of_scope(who, stranger, add_site):
    add_site(people=40)
    viewer = Viewer(user=stranger) if who == "stranger" else NOBODY
    state = sites_state(viewer)
    assert (state.open_sites, state.people.total, state.people.known_on) == (0, 0, 0)
    assert list(week_observations(viewer)) == []


def test_a_closed_site_is_not_where_people_live_now(pilot, add_site):
    add_site(people=40, status="closed")
    state = sites_state(Viewer(user=pilot))
    assert (state.open_sites, state.people.total) == (0, 0)


def test_silent_sites_come_the_longest_silent_first(pilot, add_site):
    add_site(days_ago=10)
    recent, old = add_site(days_ago=100), add_site(days_ago=300)
    assert list(stale_sites(Viewer(user=pilot))) == [old, recent]
    assert sites_state(Viewer(user=pilot)).without_recent_observation == 2


def test_the_week_tells_what_was_counted_before(pilot, add_site):
    site = add_site(days_ago=2, people=30)
    ObservationFactory(site=site, people=44)
    (observation,) = week_observations(Viewer(user=pilot))
    assert (observation.people, observation.people_before) == (30, 44)
