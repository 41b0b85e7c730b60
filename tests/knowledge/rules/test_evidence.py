from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge.enums import AdoptionOutcome, AdoptionState, EvidenceGrade
from knowledge.rules.evidence import Case, grade

GRADES = list(EvidenceGrade)
ENDED = date(2024, 6, 30)


def lasting(place_id=1, **changes):
    facts = {
        "state": AdoptionState.COMPLETED,
        "outcome": AdoptionOutcome.WORKED,
        "lasting_outcome": AdoptionOutcome.WORKED,
        "place_id": place_id,
        "ended_on": ENDED,
        "followed_up_on": ENDED + timedelta(days=365),
        "is_measured": True,
    }
    return Case(**facts | changes)


def test_a_practice_that_nobody_took_up_is_described():
    assert grade([]).grade == EvidenceGrade.E0


def test_an_adoption_without_counted_results_proves_nothing():
    assert grade([lasting(place, is_measured=False) for place in (1, 2, 3)]).grade == EvidenceGrade.E0


def test_one_case_with_measured_results_is_e1_even_under_way():
    assert grade([Case(state=AdoptionState.UNDER_WAY, is_measured=True)]).grade == EvidenceGrade.E1


def test_three_lasting_cases_in_two_departements_are_e2():
    evidence = grade([lasting(1), lasting(1), lasting(2)])
    assert (evidence.grade, evidence.lasting, evidence.places) == (EvidenceGrade.E2, 3, 2)


@pytest.mark.parametrize(
    "changes",
    [
        {"place_id": 1},
        {"place_id": None},
        {"followed_up_on": None},
        {"followed_up_on": ENDED + timedelta(days=349)},
        {"state": AdoptionState.UNDER_WAY},
        {"lasting_outcome": AdoptionOutcome.FAILED},
        {"outcome": AdoptionOutcome.FAILED},
        {"is_measured": False},
    ],
)
def test_without_one_of_its_conditions_it_stays_e1(changes):
    assert grade([lasting(1), lasting(1), lasting(**{"place_id": 2, **changes})]).grade == EvidenceGrade.E1


def test_a_failure_is_counted_beside_the_grade():
    evidence = grade([lasting(1), Case(state=AdoptionState.ABANDONED)])
    assert (evidence.grade, evidence.cases, evidence.failed) == (EvidenceGrade.E1, 2, 1)


CASES = st.builds(
    Case,
    state=st.sampled_from(AdoptionState),
    outcome=st.sampled_from(["", *AdoptionOutcome]),
    lasting_outcome=st.sampled_from(["", *AdoptionOutcome]),
    place_id=st.none() | st.integers(1, 3),
    ended_on=st.none() | st.just(ENDED),
    followed_up_on=st.none() | st.sampled_from([ENDED + timedelta(days=days) for days in (100, 350, 700)]),
    is_measured=st.booleans(),
)
HISTORIES = st.lists(CASES, max_size=8)


@given(HISTORIES, CASES)
def test_a_failure_never_raises_the_grade_nor_lowers_it(history, case):
    before, after = grade(history), grade([*history, case])
    if case.is_failure:
        assert after.grade == before.grade
        assert after.failed == before.failed + 1
    else:
        assert GRADES.index(after.grade) >= GRADES.index(before.grade)


@given(HISTORIES, st.randoms(use_true_random=False))
def test_the_same_cases_give_the_same_grade_in_any_order(history, chance):
    shuffled = list(history)
    chance.shuffle(shuffled)
    assert grade(shuffled) == grade(history)
