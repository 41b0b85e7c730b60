"""Numbers as people write them. Which mark is the decimal one is decided for a whole column, never for one cell."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation

SPACES = "\u0020\u00a0\u202f\u2009"
PLAIN = re.compile(r"[+-]?\d+")
LONE_MARK = re.compile(r"[+-]?\d{1,3}([.,])(\d{3})(?:\1\d{3})*")
NUMBER_LIKE = re.compile(r"[+-]?[\d.,]+")
SCIENTIFIC = re.compile(r"[+-]?\d+(?:\.\d+)?[eE][+-]?\d+")


@dataclass(frozen=True, slots=True)
class NumberStyle:
    """`decimal` is "." or ","; the other mark, spaces and apostrophes may part thousands."""

    decimal: str = "."
    is_guess: bool = False

    @property
    def grouping(self) -> str:
        return "," if self.decimal == "." else "."


def guess_number_style(values: Iterable[object], *, whole: bool) -> NumberStyle:
    """The decimal mark of a column of texts.

    A mark met twice in a number, or before the other one, parts thousands. A mark followed by other than three digits
    is decimal. When every number is like "1,705" the mark parts thousands in a column of whole numbers, or is decimal.
    """
    doubtful = ""
    for value in values:
        text = strip_spaces(value) if isinstance(value, str) else ""
        marks = [sign for sign in text if sign in ".,"]
        if not marks or not NUMBER_LIKE.fullmatch(text):
            continue
        lone = LONE_MARK.fullmatch(text)
        if lone is None:
            return NumberStyle(marks[-1])
        if len(marks) > 1:
            return NumberStyle("," if lone[1] == "." else ".")
        doubtful = lone[1]
    if not doubtful:
        return NumberStyle()
    is_decimal = "," if (doubtful == ",") is not whole else "."
    return NumberStyle(is_decimal, is_guess=True)


def strip_spaces(text: str) -> str:
    """Without what parts thousands for the eye, nor the sign of the currency."""
    return text.strip().translate({ord(sign): None for sign in SPACES + "'’€"})


def parse_number(value: object, style: NumberStyle) -> Decimal:
    """The number, exactly; ValueError for what is not one. Numbers of a workbook or of a database come as they are."""
    if isinstance(value, bool):
        raise ValueError(value)
    if isinstance(value, int | float | Decimal):
        return Decimal(str(value))
    text = strip_spaces(str(value)).replace("−", "-")
    if PLAIN.fullmatch(text) or SCIENTIFIC.fullmatch(text):
        return Decimal(text)
    group, mark = re.escape(style.grouping), re.escape(style.decimal)
    if not re.fullmatch(rf"[+-]?(?:\d+|\d{{1,3}}(?:{group}\d{{3}})+)?(?:{mark}\d+)?", text):
        raise ValueError(value)
    try:
        return Decimal(text.replace(style.grouping, "").replace(style.decimal, "."))
    except InvalidOperation as error:
        raise ValueError(value) from error
