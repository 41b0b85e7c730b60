from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from registers.imports.numbers import NumberStyle, guess_number_style, parse_number


@pytest.mark.parametrize(
    ("text", "decimal", "expected"),
    [
        ("1,705", ".", "1705"),
        ("1,705", ",", "1.705"),
        ("-29,6847594568261", ",", "-29.6847594568261"),
        ("1.234.567,89", ",", "1234567.89"),
        ("1 234,5", ",", "1234.5"),
        ("1\u202f234", ",", "1234"),
        ("1'234.5", ".", "1234.5"),
        ("−3", ".", "-3"),
        ("2.69850783732054e-05", ".", "0.0000269850783732054"),
        ("+12", ".", "12"),
    ],
)
def test_number_is_read_with_the_marks_of_its_column(text, decimal, expected):
    assert parse_number(text, NumberStyle(decimal)) == Decimal(expected)


@pytest.mark.parametrize("text", ["", "2-tents", "1,70,5", "12,34,567", "1.2.3", "N/A", "?", "1,5,", "--3", "1e", "٣,"])
def test_what_is_not_a_number_is_refused(text):
    with pytest.raises(ValueError, match=r".*"):
        parse_number(text, NumberStyle("."))


@pytest.mark.parametrize(
    ("values", "whole", "decimal", "is_guess"),
    [
        (["-29,68475", "30"], False, ",", False),
        (["1,705", "12"], True, ".", True),
        (["1,705", "12"], False, ",", True),
        (["1,234,567"], False, ".", False),
        (["1.234,5"], False, ",", False),
        (["1,234.5"], False, ".", False),
        (["1,705", "2,5"], True, ",", False),
        (["12", "N/A", "n.d."], True, ".", False),
        ([], True, ".", False),
    ],
)
def test_decimal_mark_is_guessed_from_the_whole_column(values, whole, decimal, is_guess):
    assert guess_number_style(values, whole=whole) == NumberStyle(decimal, is_guess=is_guess)


@given(st.decimals(min_value=-(10**9), max_value=10**9, allow_nan=False, places=3), st.sampled_from(".,"))
def test_every_number_written_with_thousands_is_read_back(number, decimal):
    other = "," if decimal == "." else "."
    written = f"{number:,.3f}".replace(",", "_").replace(".", decimal).replace("_", other)
    assert parse_number(written, NumberStyle(decimal)) == number


@given(st.text(max_size=12))
def test_any_text_is_a_finite_number_or_an_error(text):
    try:
        number = parse_number(text, NumberStyle(","))
    except ValueError:
        return
    assert number.is_finite()


@given(st.lists(st.text(alphabet="0123456789.,- ", max_size=10)), st.booleans())
def test_guessing_never_fails(values, whole):
    assert guess_number_style(values, whole=whole).decimal in ".,"
