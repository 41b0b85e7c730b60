from types import SimpleNamespace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sites.rules.completion import PIECES, completion_of
from sites.rules.counts import COUNTS
from sites.rules.living import ANSWERS_OF_BLOCK

ANSWERS = [name for names in ANSWERS_OF_BLOCK.values() for name in names]
SHEET = {
    "address": "12 chemin de la Source",
    "lat": 48.9,
    "lon": 2.3,
    "access_details": "Par le chemin",
    "kind_of_place": "land",
    "owner_kind": "private",
    "installed_on": "2020-01-01",
    "reinstallation": "no",
    "has_origins": False,
}
ALL_KNOWN = dict.fromkeys(COUNTS, 0) | {"minors": 0, "origins": ["eu"]} | dict.fromkeys(ANSWERS, "no")
ALL_KNOWN |= {"water_access": "none", "sanitation_kind": "dry", "electricity_access": "none", "vermin": "no"}


def site(**said):
    return SimpleNamespace(**SHEET | said)


def seen(**said):
    return SimpleNamespace(**ALL_KNOWN | said)


def missing(*things):
    return [piece.name for piece in completion_of(*things).missing]


def test_zero_and_no_are_known():
    assert completion_of(site(), seen()).percent == 100
    assert missing(site(), seen()) == []


def test_a_site_that_nobody_observed_lacks_every_piece_of_an_observation():
    found = completion_of(site(), None)
    assert {piece.form for piece in found.missing} == {"observe_site"}
    assert len(found.missing) == len([piece for piece in PIECES if piece.form == "observe_site"])


@pytest.mark.parametrize(
    ("said", "name"),
    [
        ({"lat": None, "lon": None}, "point"),
        ({"address": ""}, "address"),
        ({"reinstallation": "unknown"}, "reinstallation"),
        ({"reinstallation": "yes"}, "came_from"),
    ],
)
def test_what_the_sheet_does_not_say_is_missing(said, name):
    assert missing(site(**said), seen()) == [name]


@pytest.mark.parametrize(
    ("said", "names"),
    [
        ({"people": None}, ["people"]),
        ({"minors": None}, ["minors"]),
        ({"minors": 4, "girls": None, "minors_0_3": None}, ["girls", "minors_by_age"]),
        ({"girls": None, "minors_0_3": None, "minors_in_school": None}, []),
        ({"tents": None}, ["dwellings"]),
        ({"origins": []}, ["origins"]),
        ({"vermin": "unknown"}, ["vermin"]),
    ],
)
def test_what_an_observation_does_not_say_is_missing(said, names):
    assert missing(site(), seen(**said)) == names


@given(st.fixed_dictionaries(dict.fromkeys(COUNTS, st.none() | st.integers(0, 50))), st.sampled_from(COUNTS))
def test_knowing_one_thing_more_never_lowers_what_is_known(counts, name):
    """But for minors: that there are some asks for their ages and their schooling."""
    if name == "minors":
        return
    before = completion_of(site(), seen(**counts | {name: None}))
    after = completion_of(site(), seen(**counts | {name: 3}))
    assert 0 <= before.percent <= after.percent <= 100
    assert (after.percent == 100) is not bool(after.missing)
