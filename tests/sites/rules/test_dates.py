from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sites.enums import DatePrecision
from sites.rules.dates import date_in_words, first_day, is_vaguer

DAY = date(1994, 5, 17)


@pytest.mark.parametrize(
    ("precision", "first", "words"),
    [
        ("day", date(1994, 5, 17), "17 mai 1994"),
        ("month", date(1994, 5, 1), "mai 1994"),
        ("year", date(1994, 1, 1), "vers 1994"),
        ("decade", date(1990, 1, 1), "années 1990"),
    ],
)
def test_a_date_is_kept_and_said_as_well_as_it_is_known(precision, first, words):
    assert first_day(DAY, precision) == first
    assert date_in_words(first, precision) == words


@given(st.dates(date(1900, 1, 1), date(2099, 12, 31)), st.sampled_from(list(DatePrecision)))
def test_the_first_day_is_its_own_and_never_later(day, precision):
    first = first_day(day, precision)
    assert (first_day(first, precision), first <= day) == (first, True)


@pytest.mark.parametrize(
    ("said", "precision", "known_precision", "vaguer"),
    [
        (date(1990, 1, 1), "decade", "day", True),
        (date(1990, 1, 1), "decade", "year", True),
        (date(1994, 1, 1), "year", "month", True),
        (date(1980, 1, 1), "decade", "day", False),
        (date(1995, 1, 1), "year", "day", False),
        (date(1994, 1, 1), "year", "decade", False),
        (date(1994, 5, 17), "day", "day", False),
    ],
)
def test_what_is_vaguer_than_what_is_known(said, precision, known_precision, vaguer):
    known = first_day(DAY, known_precision)
    assert is_vaguer(said, precision, known=known, known_precision=known_precision) is vaguer
