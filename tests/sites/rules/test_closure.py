from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sites.enums import DURABLE_DESTINATIONS, Destination, SiteStatus
from sites.rules.closure import impossible_closure, is_resorbed, status_of_closed, unexplained_difference

TODAY = date(2026, 11, 23)


@pytest.mark.parametrize(
    ("people_last", "housed", "resorbed"),
    [
        (30, {"housing": 20}, True),
        (30, {"housing": 19}, False),
        (31, {"housing": 20}, False),
        (30, {"housing": 5, "insertion_housing": 10, "long_shelter": 5}, True),
        (30, {"short_shelter": 30}, False),
        (30, {"housing": None, "none": 30}, False),
        (None, {"housing": 20}, False),
        (0, {}, False),
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
    assert is_resorbed(people_last=people_last, housed=housed) is (durable / people_last >= 2 / 3)


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
    ("last", "out", "comment", "is_asked"),
    [
        (30, 30, "", False),
        (30, 25, "", True),
        (30, 35, " ", True),
        (30, 25, "Cinq personnes étaient parties avant.", False),
        (None, 25, "", False),
        (30, None, "", False),
    ],
)
def test_a_difference_with_the_last_count_is_explained(last, out, comment, is_asked):
    problems = unexplained_difference(people_last=last, people_out=out, comment=comment)
    assert [problem.field for problem in problems] == ["comment"] * is_asked
