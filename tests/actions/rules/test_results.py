import pytest
from hypothesis import given
from hypothesis import strategies as st

from actions.rules.results import COUNTS, WHOLE_OF, enrolled, impossible_results

LABELS = {name: name for name in COUNTS}


def fields(**counts):
    return [problem.field for problem in impossible_results(counts, labels=LABELS)]


def test_results_that_hold_together_are_accepted():
    assert fields(people=60, women=30, minors=24, to_be_schooled=20, enrolled_primary=11, enrolled_college=9) == []


@pytest.mark.parametrize(
    ("counts", "field"),
    [
        ({"people": 10, "women": 11}, "women"),
        ({"people": 10, "minors": 11}, "minors"),
        ({"people": 10, "households": 11}, "households"),
        ({"minors": 10, "to_be_schooled": 11}, "to_be_schooled"),
        ({"to_be_schooled": 10, "in_mediation": 11}, "in_mediation"),
        ({"to_be_schooled": 10, "enrolled_nursery": 6, "enrolled_primary": 5}, "enrolled_nursery"),
        ({"work_people": 2, "work_women": 3}, "work_women"),
        ({"housing_people": 2, "housing_households": 3}, "housing_households"),
        ({"people": 10, "health_people": 11}, "health_people"),
    ],
)
def test_a_part_is_not_over_its_whole(counts, field):
    assert fields(**counts) == [field]


def test_an_unknown_number_of_minors_leaves_people_as_the_limit():
    assert fields(people=10, to_be_schooled=11) == ["to_be_schooled"]
    assert fields(people=10, enrolled_other=11) == ["enrolled_other"]
    assert fields(to_be_schooled=11) == []


def test_the_reason_names_both_counts_and_the_limit():
    problem = impossible_results(
        {"people": 10, "women": 11}, labels=LABELS | {"women": "femmes", "people": "personnes"}
    )
    assert problem[0].against == "people"
    assert all(word in problem[0].reason for word in ("femmes", "personnes", "10"))


def test_nobody_enrolled_is_known_and_nothing_known_is_unknown():
    assert enrolled({"enrolled_primary": 0}) == 0
    assert enrolled({}) is None


@given(st.dictionaries(st.sampled_from(COUNTS), st.none() | st.integers(0, 50)))
def test_what_is_accepted_is_still_accepted_with_less_known(counts):
    """Unknown contradicts nothing: forgetting a count that is nobody's whole raises no problem."""
    if not impossible_results(counts, labels=LABELS):
        for name in set(counts) - set(WHOLE_OF.values()):
            assert not impossible_results({**counts, name: None}, labels=LABELS)
