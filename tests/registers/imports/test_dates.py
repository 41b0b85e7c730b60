from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from registers.imports.dates import DateRead, guess_date_form, parse_date


@pytest.mark.parametrize(
    ("value", "forms", "expected"),
    [
        ("2024-02-01", ("year-month-day",), DateRead(date(2024, 2, 1))),
        ("2024-02-01T10:00:00Z", ("year-month-day",), DateRead(date(2024, 2, 1))),
        ("01/02/2024", ("day/month/year",), DateRead(date(2024, 2, 1))),
        ("01.02.2024", ("day/month/year",), DateRead(date(2024, 2, 1))),
        ("1/2/2024", ("month/day/year",), DateRead(date(2024, 1, 2))),
        ("1990", ("year",), DateRead(date(1990, 1, 1), "year")),
        (1990.0, ("year",), DateRead(date(1990, 1, 1), "year")),
        ("Década 1990", ("year", "decade"), DateRead(date(1990, 1, 1), "decade")),
        ("Années 1980", ("decade",), DateRead(date(1980, 1, 1), "decade")),
        (datetime(2024, 2, 1, 12, tzinfo=UTC), ("year",), DateRead(date(2024, 2, 1))),
    ],
)
def test_date_is_read_with_its_precision(value, forms, expected):
    assert parse_date(value, forms) == expected


def test_milliseconds_are_a_day_of_the_place_where_they_were_noted():
    late_evening = 1727413200000  # 27 September 2024, 05:00 UTC
    assert parse_date(late_evening, ("epoch milliseconds",), ZoneInfo("America/Los_Angeles")).day == date(2024, 9, 26)
    assert parse_date(late_evening, ("epoch milliseconds",)).day == date(2024, 9, 27)


@pytest.mark.parametrize("value", ["Obstruction", "31/02/2024", "13/13/2024", "24", "?", "Década"])
def test_what_is_not_a_date_is_refused(value):
    with pytest.raises(ValueError, match=r".*"):
        parse_date(value, ("day/month/year", "year", "decade"))


@pytest.mark.parametrize(
    ("values", "expected"),
    [
        (["01/02/2024", "13/02/2024"], ("day/month/year", False)),
        (["01/02/2024", "02/13/2024"], ("month/day/year", False)),
        (["01/02/2024"], ("day/month/year", True)),
        (["Obstruction"], ("day/month/year", True)),
    ],
)
def test_day_or_month_first_is_guessed_from_the_whole_column(values, expected):
    assert guess_date_form(values) == expected


@given(st.dates(date(1900, 1, 1), date(2099, 12, 31)))
def test_every_date_written_is_read_back(day):
    assert parse_date(f"{day:%d/%m/%Y}", ("day/month/year",)).day == day
    assert parse_date(f"{day:%m-%d-%Y}", ("month/day/year",)).day == day
