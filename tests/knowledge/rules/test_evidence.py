import os
from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from knowledge.enums import AdoptionOutcome, AdoptionState, EvaluationConclusion, EvidenceGrade
from knowledge.rules.comparison import Compared
from knowledge.rules.evidence import Case, Judgement, grade
from knowledge.rules.results import summed_results

# The full number, run once for the figures: KNOWLEDGE_HISTORIES=5000.
EXAMPLES = int(os.environ.get("KNOWLEDGE_HISTORIES", "150"))
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


COMPARED = st.builds(
    Compared,
    applied=st.integers(10, 40),
    similar=st.integers(20, 80),
    chance=st.none() | st.sampled_from([0.01, 0.04, 0.06, 0.5]),
)
JUDGEMENTS = st.builds(
    Judgement,
    conclusion=st.sampled_from(EvaluationConclusion),
    dated_on=st.sampled_from([ENDED, ENDED + timedelta(days=90)]),
    is_independent=st.booleans(),
)
BESIDE = st.fixed_dictionaries(
    {"compared": st.none() | COMPARED, "judgements": st.lists(JUDGEMENTS, max_size=3)},
)
PROVEN = [lasting(1), lasting(1), lasting(2)]


@settings(max_examples=EXAMPLES)
@given(HISTORIES, CASES, BESIDE)
def test_a_failure_never_raises_the_grade_nor_lowers_it(history, case, beside):
    before, after = grade(history, **beside), grade([*history, case], **beside)
    if case.is_failure:
        assert after.grade == before.grade
        assert after.failed == before.failed + 1
    else:
        assert GRADES.index(after.grade) >= GRADES.index(before.grade)


@settings(max_examples=EXAMPLES)
@given(HISTORIES, st.data(), BESIDE)
def test_a_case_that_turns_into_a_failure_never_raises_the_grade(history, data, beside):
    turned = [*history, data.draw(CASES)]
    place = data.draw(st.integers(0, len(turned) - 1))
    failing = data.draw(
        st.sampled_from([{"outcome": AdoptionOutcome.FAILED}, {"lasting_outcome": AdoptionOutcome.FAILED}])
        | st.just({"state": AdoptionState.ABANDONED})
    )
    after = [*turned[:place], replace(turned[place], **failing), *turned[place + 1 :]]
    assert GRADES.index(grade(after, **beside).grade) <= GRADES.index(grade(turned, **beside).grade)


@settings(max_examples=EXAMPLES)
@given(HISTORIES, BESIDE, st.sampled_from([0, 90, 180]), st.booleans())
def test_an_unfavourable_evaluation_never_raises_the_grade(history, beside, days, is_independent):
    against = Judgement(EvaluationConclusion.UNFAVOURABLE, ENDED + timedelta(days=days), is_independent)
    after = grade(history, compared=beside["compared"], judgements=[*beside["judgements"], against])
    assert GRADES.index(after.grade) <= GRADES.index(grade(history, **beside).grade)


@settings(max_examples=EXAMPLES)
@given(HISTORIES, BESIDE, st.randoms(use_true_random=False))
def test_the_same_cases_give_the_same_grade_in_any_order(history, beside, chance):
    shuffled, said = list(history), list(beside["judgements"])
    chance.shuffle(shuffled)
    chance.shuffle(said)
    assert grade(shuffled, compared=beside["compared"], judgements=said) == grade(history, **beside)


def test_compared_with_similar_sites_is_e3_where_cases_last_and_there_alone():
    holds = Compared(applied=15, better=13, similar=30, similar_better=6, chance=0.001)
    assert grade(PROVEN, compared=holds).grade == EvidenceGrade.E3
    assert grade(PROVEN[:2], compared=holds).grade == EvidenceGrade.E1
    assert grade(PROVEN, compared=replace(holds, chance=0.2)).grade == EvidenceGrade.E2
    said = {"better_percent": 85, "similar_percent": 20, "sites": 15, "similar_sites": 30}
    assert grade(PROVEN, compared=holds).comparison == said


def test_shares_of_too_few_sites_are_withheld():
    assert grade(PROVEN, compared=Compared(applied=9, better=9, similar=30, chance=None)).comparison is None


def test_an_evaluation_from_outside_is_e4_where_cases_last():
    outside = Judgement(EvaluationConclusion.FAVOURABLE, ENDED)
    assert grade(PROVEN, judgements=[outside]).grade == EvidenceGrade.E4
    assert grade(PROVEN[:2], judgements=[outside]).grade == EvidenceGrade.E1
    assert grade(PROVEN, judgements=[replace(outside, is_independent=False)]).grade == EvidenceGrade.E2


def test_the_last_evaluation_speaks():
    against = Judgement(EvaluationConclusion.UNFAVOURABLE, ENDED + timedelta(days=30))
    outside = Judgement(EvaluationConclusion.MIXED, ENDED)
    assert grade(PROVEN, judgements=[outside, against]).grade == EvidenceGrade.E2
    later = replace(outside, dated_on=ENDED + timedelta(days=60))
    assert grade(PROVEN, judgements=[against, later]).grade == EvidenceGrade.E4


def test_people_are_told_of_three_cases_and_twenty_people_or_more():
    cases = [{"people": 12, "enrolled": 4}, {"people": 9, "enrolled": 5}, {"people": 7, "work_people": 30}]
    told = summed_results(cases)
    assert (told["people"], told["enrolled"], told["work_people"]) == (30, None, None)
    assert summed_results(cases[:2])["people"] is None
