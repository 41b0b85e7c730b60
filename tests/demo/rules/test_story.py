from datetime import date
from random import Random

from hypothesis import given
from hypothesis import strategies as st

from demo.rules import tell_site

TODAY = date(2026, 11, 23)


def story(seed: int, *, is_closed: bool = False, is_large: bool = False):
    return tell_site(Random(seed), today=TODAY, is_closed=is_closed, is_large=is_large)


@given(st.integers(), st.booleans(), st.booleans())
def test_counts_of_a_story_hold_together(seed, is_closed, is_large):
    for observation in story(seed, is_closed=is_closed, is_large=is_large).observations:
        told = {name: value or 0 for name, value in observation.fields.items() if isinstance(value, int | None)}
        assert told["minors"] <= told["people"]
        assert told["women"] <= told["people"]
        assert told["girls"] <= told["minors"]
        assert told["minors_in_school"] <= told["minors"]
        assert sum(told[name] for name in told if name.startswith("minors_") and name[7].isdigit()) <= told["minors"]


@given(st.integers(), st.booleans())
def test_days_of_a_story_follow_each_other_and_never_lie_ahead(seed, is_closed):
    told = story(seed, is_closed=is_closed)
    days = [observation.observed_on for observation in told.observations]
    assert days == sorted(days)
    assert 2 <= len(days) <= 12
    assert days[-1] <= TODAY
    assert all(started <= (ended or TODAY) for started, ended in told.phases.values())


@given(st.integers())
def test_a_closed_story_says_where_everybody_went(seed):
    told = story(seed, is_closed=True)
    assert sum(people for people, _ in told.closure.destinations.values()) == told.observations[-1].fields["people"]
    assert told.closure.closed_on < TODAY


def test_the_same_seed_tells_the_same_story():
    assert story(7, is_closed=True) == story(7, is_closed=True)
