"""From a cell to the value of a field. A value that does not fit raises `BadValue`, which says what is expected."""

import re
from dataclasses import dataclass
from datetime import UTC, date, datetime
from decimal import Decimal
from math import isnan
from zoneinfo import ZoneInfo

from django.utils.translation import gettext as _

from registers.imports.dates import ISO, DateRead, parse_date
from registers.imports.mapping import FieldRule
from registers.imports.numbers import NumberStyle, parse_number
from registers.imports.schema import Expected, Kind
from registers.imports.table import Cell, fold

MORE = "…"
POINT = NumberStyle()
MARKDOWN_IMAGE = re.compile(r"!\[[^\]]*\]\([^)]*\)|\*\*\[\d+\]\([^)]*\)\*\*|<[^>\n]*>")
MARKDOWN_LINK = re.compile(r"\[([^\]]*)\]\([^)]*\)")
MARKDOWN_MARKS = re.compile(r"\*\*|__|(?m:^\s*#+\s*)|(?m:^\s*[*-]\s+)|(?<!\w)\*(?=\S)|(?<=\S)\*(?!\w)")


class BadValue(ValueError):  # noqa: N818 - it is the value that is bad
    """The message is for whoever keeps the register."""


@dataclass(frozen=True, slots=True)
class Reading:
    """How one column is read: the rule of the mapping, what the noun expects, and what was guessed for the column."""

    rule: FieldRule
    expected: Expected
    numbers: NumberStyle = POINT
    dates: tuple[str, ...] = (ISO,)
    is_markdown: bool = False


def is_blank(cell: Cell, unknown: frozenset[str]) -> bool:
    """Nothing, spaces, not-a-number, or one of the words by which the register says that it does not know."""
    if cell is None or (isinstance(cell, float) and isnan(cell)):
        return True
    text = fold(cell)
    return not text or text in unknown or fold(as_text(cell)) in unknown


def as_text(cell: Cell) -> str:
    """5101.0 of a workbook is 5101; lines are kept."""
    if cell is None:
        return ""
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    if isinstance(cell, datetime):
        return cell.date().isoformat()
    return str(cell)


def without_marks(text: str) -> str:
    """Markdown as one reads it aloud: no picture, no address, no emphasis."""
    text = MARKDOWN_IMAGE.sub("", text)
    text = MARKDOWN_LINK.sub(r"\1", text)
    return MARKDOWN_MARKS.sub("", text)


def convert(cell: Cell, reading: Reading) -> str | int | float | list[str] | DateRead | None:
    """The value of a cell that is not blank."""
    rule, expected = reading.rule, reading.expected
    if rule.find is not None:
        found = list(rule.find.finditer(as_text(cell)))
        if not found:
            return _otherwise(cell, reading, _("what is looked for is not there"))
        match = found[-1 if rule.take == "last" else 0]
        cell = match.group(match.lastindex or 0)
    if rule.values or rule.containing or expected.kind in (Kind.CHOICE, Kind.CHOICES):
        looked_up = _look_up(cell, reading)
        if looked_up is None or isinstance(looked_up, list):
            return looked_up
        cell = looked_up
    if expected.kind in (Kind.WHOLE, Kind.NUMBER):
        return _number(cell, reading)
    if expected.kind is Kind.DATE:
        return _date(cell, reading)
    return _text(cell, reading)


def _otherwise(cell: Cell, reading: Reading, message: str) -> str | None:
    if reading.rule.otherwise == "unknown":
        return None
    if reading.rule.otherwise == "keep":
        return as_text(cell)
    raise BadValue(message)


def _look_up(cell: Cell, reading: Reading) -> Cell | list[str]:
    """The value table, then the words contained, then our own words."""
    rule, choices = reading.rule, reading.expected.choices
    text = fold(as_text(cell))
    found: object = rule.values.get(text)
    if found is None:
        found = next((given for word, given in rule.containing.items() if word in text), None)
    if found is None and text in choices:
        found = text
    if found is None:
        if not choices:
            return as_text(cell) if rule.otherwise != "unknown" else None
        known = ", ".join(sorted(choices))
        found = _otherwise(cell, reading, _("not in the value table; it gives: %(known)s") % {"known": known})
        found = found if found in choices else None
    if found == "" or found is None:
        return None
    if reading.expected.kind is Kind.CHOICES:
        return [str(item) for item in found] if isinstance(found, list) else [str(found)]
    return str(found)


def _number(cell: Cell, reading: Reading) -> int | float | None:
    try:
        number = parse_number(cell, reading.numbers)
    except ValueError:
        expected = _("a whole number is expected") if reading.expected.kind is Kind.WHOLE else _("a number is expected")
        kept = _otherwise(cell, reading, expected)
        if kept is not None:
            raise BadValue(expected) from None
        return None
    if reading.rule.times is not None:
        number *= reading.rule.times
    _check_bounds(number, reading.expected)
    if reading.expected.kind is Kind.NUMBER:
        return float(number)
    if number != number.to_integral_value() and reading.rule.times is None:
        raise BadValue(_("a whole number is expected"))
    return int(number.to_integral_value())


def _check_bounds(number: Decimal, expected: Expected) -> None:
    if expected.minimum is not None and number < expected.minimum:
        raise BadValue(_("a number of %(minimum)d or more is expected") % {"minimum": expected.minimum})
    if expected.maximum is not None and number > expected.maximum:
        raise BadValue(_("a number of %(maximum)d or less is expected") % {"maximum": expected.maximum})


def _date(cell: Cell, reading: Reading) -> DateRead | None:
    zone = UTC if reading.rule.timezone == "UTC" else ZoneInfo(reading.rule.timezone)
    try:
        read = parse_date(cell, reading.dates, zone)
    except ValueError:
        message = _("a date is expected (%(forms)s)") % {"forms": ", ".join(reading.dates)}
        if _otherwise(cell, reading, message) is not None:
            raise BadValue(message) from None
        return None
    if not date(1800, 1, 1) <= read.day <= date(2200, 1, 1):
        raise BadValue(_("this date is out of reach"))
    return read


def _text(cell: Cell, reading: Reading) -> str | None:
    text = as_text(cell)
    if reading.expected.kind is Kind.PROSE:
        text = text.strip()
    else:
        text = " ".join((without_marks(text) if reading.is_markdown else text).split())
    if reading.rule.width:
        text = text.zfill(reading.rule.width)
    longest = reading.expected.max_length
    if longest and len(text) > longest:
        if not reading.rule.shorten:
            raise BadValue(_("%(found)d characters, %(longest)d at most") % {"found": len(text), "longest": longest})
        text = text[: longest - 1].rsplit(" ", 1)[0] + MORE
    return text or None
