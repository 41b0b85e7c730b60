from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sites.enums import DURABLE_DESTINATIONS, Destination, SiteStatus
from sites.rules.closure import (
    impossible_closure,
    impossible_follow_up,
    is_resorbed,
    status_of_closed,
    unexplained_difference,
)

TODAY = date(2026, 11, 23)


ALL_STATED = dict.fromkeys(DURABLE_DESTINATIONS, 0)


@pytest.mark.parametrize(
    ("people_last", "housed", "resorbed"),
    [
        (30, {"housing": 20}, True),
        (30, {"housing": 19, "none": 11}, False),
        (31, ALL_STATED | {"housing": 20}, False),
        (30, {"housing": 5, "insertion_housing": 10, "long_shelter": 5}, True),
        (30, {"short_shelter": 30}, False),
        (30, {"housing": None, "none": 30}, False),
        (0, {}, False),
        # What nobody knows tells nothing.
        (None, {"housing": 20}, None),
        (30, {}, None),
        (30, {"housing": 19}, None),
        (30, ALL_STATED | {"housing": 19, "unknown": 11}, None),
        (30, ALL_STATED | {"housing": 19, "unknown": 0}, False),
    ],
)
def test_resorbed_is_two_thirds_of_the_people_counted_last(people_last, housed, resorbed):
    assert is_resorbed(people_last=people_last, housed=housed) is resorbed


@given(
    people_last=st.integers(1, 2_000),
    housed=st.dictionaries(st.sampled_from(Destination.values), st.none() | st.integers(0, 2_000)),
)
def test_resorbed_looks_at_durable_destinations_only(people_last, housed):
    durable = sum(count or 0 for name, count in housed.items() if name in DURABLE_DESTINATIONS)
    assert (is_resorbed(people_last=people_last, housed=housed) is True) is (durable / people_last >= 2 / 3)


@given(people_last=st.integers(1, 2_000), parts=st.lists(st.integers(0, 400), min_size=5, max_size=5))
def test_a_closure_that_says_where_everyone_went_is_never_undecided(people_last, parts):
    housed = dict(zip([one for one in Destination.values if one != "unknown"], parts, strict=True))
    assert is_resorbed(people_last=people_last, housed=housed) is not None


def test_a_closed_site_is_resorbed_or_closed():
    assert status_of_closed(resorbed=True) == SiteStatus.RESORBED
    assert status_of_closed(resorbed=False) == SiteStatus.CLOSED


@pytest.mark.parametrize(
    ("closed_on", "is_refused"),
    [
        (None, True),
        (date(2026, 11, 24), True),
        (date(2026, 11, 23), False),
        (date(2026, 10, 1), False),
        (date(2026, 9, 30), True),
        (date(2019, 1, 1), True),
    ],
)
def test_impossible_closures(closed_on, is_refused):
    problems = impossible_closure(
        closed_on, today=TODAY, installed_on=date(2020, 1, 1), last_observed_on=date(2026, 10, 1)
    )
    assert [problem.field for problem in problems] == ["closed_on"] * is_refused


@pytest.mark.parametrize(
    ("people", "households", "difference", "asked"),
    [
        ((30, 30), (8, 8), "", 0),
        ((30, 25), (8, 8), "", 1),
        ((30, 35), (8, 7), " ", 2),
        ((30, 30), (8, 7), "", 1),
        ((30, 25), (8, 7), "Cinq personnes étaient parties avant.", 0),
        ((None, 25), (None, 3), "", 0),
        ((30, None), (8, None), "", 0),
    ],
)
def test_a_difference_with_the_last_count_is_explained(people, households, difference, asked):
    problems = unexplained_difference(people=people, households=households, difference=difference)
    assert [problem.field for problem in problems] == ["difference"] * asked


@pytest.mark.parametrize(
    ("answered_on", "still", "fields"),
    [
        (TODAY, {"housing": 12, "none": None}, []),
        (TODAY, {"housing": 13, "none": 99}, ["still_housing"]),
        (date(2026, 11, 24), {}, ["answered_on"]),
        (date(2025, 1, 1), {}, ["answered_on"]),
    ],
)
def test_no_more_people_are_still_there_than_went(answered_on, still, fields):
    went = {"housing": 12, "none": None}
    problems = impossible_follow_up(answered_on, still, today=TODAY, closed_on=date(2025, 11, 1), went=went)
    assert [problem.field for problem in problems] == fields
