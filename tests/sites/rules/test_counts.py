from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sites.enums import PeopleBand
from sites.rules.counts import (
    COUNTS,
    MINORS_BY_AGE,
    band_of,
    impossible_counts,
    impossible_date,
    surprising_counts,
)

COUNT = st.none() | st.integers(0, 500)
TODAY = date(2026, 11, 23)


def fields_of(problems):
    return [problem.field for problem in problems]


@pytest.mark.parametrize(
    ("counts", "fields"),
    [
        ({"people": 10, "minors": 11}, ["minors"]),
        ({"people": 10, "women": 11}, ["women"]),
        ({"people": 10, "households": 11}, ["households"]),
        ({"people": 10, "minors": 4, "girls": 5}, ["girls"]),
        ({"people": 10, "minors": 4, "minors_in_school": 5}, ["minors_in_school"]),
        ({"people": 10, "minors": 4, "minors_0_3": 3, "minors_3_6": 2}, ["minors_0_3"]),
        ({"people": 10, "minors": 4, "minors_0_3": 0, "minors_16_18": 5}, ["minors_16_18"]),
        ({"people": 10, "girls": 11}, ["girls"]),
        ({"people": 10, "minors": 4, "girls": 4, "minors_in_school": 4, "women": 10, "households": 10}, []),
        ({"minors": 11, "women": 4}, []),
        ({}, []),
    ],
)
def test_impossible_counts(counts, fields):
    assert fields_of(impossible_counts(counts)) == fields


def test_a_refusal_says_its_reason():
    problem = impossible_counts({"people": 10, "minors": 12})[0]
    assert "10" in problem.reason


@given(st.fixed_dictionaries(dict.fromkeys(COUNTS, COUNT)))
def test_what_is_accepted_holds_together(counts):
    if impossible_counts(counts):
        return
    known = {name: count for name, count in counts.items() if count is not None}
    people = known.get("people", 10_000)
    minors = known.get("minors", people)
    assert known.get("minors", 0) <= people
    assert known.get("women", 0) <= people
    assert max(known.get("girls", 0), known.get("minors_in_school", 0)) <= minors
    assert sum(known.get(name, 0) for name in MINORS_BY_AGE) <= minors


@given(st.fixed_dictionaries(dict.fromkeys(COUNTS, COUNT)), st.sampled_from(COUNTS))
def test_an_unknown_count_is_never_refused(counts, name):
    assert name not in fields_of(impossible_counts(counts | {name: None}))


@pytest.mark.parametrize(
    ("observed_on", "is_refused"),
    [
        (TODAY, False),
        (date(2026, 11, 24), True),
        (date(2020, 1, 1), False),
        (date(2019, 12, 31), True),
        (date(1949, 1, 1), True),
        (None, True),
    ],
)
def test_impossible_dates(observed_on, is_refused):
    problems = impossible_date(observed_on, today=TODAY, installed_on=date(2020, 1, 1))
    assert fields_of(problems) == ["observed_on"] * is_refused


def test_a_date_long_before_us_is_refused_even_where_the_installation_is_unknown():
    assert fields_of(impossible_date(date(1949, 12, 31), today=TODAY)) == ["observed_on"]


@pytest.mark.parametrize(
    ("new", "old", "fields"),
    [
        (150, 50, ["people"]),
        (50, 150, ["people"]),
        (149, 50, []),
        (9, 3, []),
        (None, 50, []),
        (150, None, []),
        (0, 50, ["people"]),
        (0, 5, ["people"]),
    ],
)
def test_surprising_counts_are_asked_again(new, old, fields):
    assert fields_of(surprising_counts({"people": new}, before={"people": old})) == fields


def test_a_first_observation_surprises_nobody():
    assert surprising_counts({"people": 900}, before=None) == []


@pytest.mark.parametrize(
    ("people", "band"),
    [
        (None, PeopleBand.UNKNOWN),
        (0, PeopleBand.UNDER_10),
        (9, PeopleBand.UNDER_10),
        (10, PeopleBand.FROM_10),
        (50, PeopleBand.FROM_50),
        (99, PeopleBand.FROM_50),
        (100, PeopleBand.FROM_100),
    ],
)
def test_bands_of_people(people, band):
    assert band_of(people) == band
