"""Dates as people write them, with how precise they are."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta, tzinfo

from registers.imports.table import fold

ISO = "year-month-day"
DAY_FIRST = "day/month/year"
MONTH_FIRST = "month/day/year"
YEAR_MONTH = "year-month"
MONTH_YEAR = "month/year"
YEAR = "year"
DECADE = "decade"
MILLISECONDS = "epoch milliseconds"
SECONDS = "epoch seconds"
FORMS = (ISO, DAY_FIRST, MONTH_FIRST, YEAR_MONTH, MONTH_YEAR, YEAR, DECADE, MILLISECONDS, SECONDS)
# Forms that do not say the day: for fields that keep how well their date is known.
VAGUE_FORMS = frozenset({YEAR_MONTH, MONTH_YEAR, YEAR, DECADE})

EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
THREE_NUMBERS = re.compile(r"(\d{1,2})[/.\- ](\d{1,2})[/.\- ](\d{4})(?:[T ].*)?")
YEAR_FIRST = re.compile(r"(\d{4})[/.\-](\d{1,2})[/.\-](\d{1,2})(?:[T ].*)?")
MONTH_ALONE = re.compile(r"(\d{1,2})[/.\- ](\d{4})")
MONTH_LAST = re.compile(r"(\d{4})[/.\- ](\d{1,2})")
YEAR_ALONE = re.compile(r"(1[89]\d\d|20\d\d)(?:\.0)?")
YEAR_INSIDE = re.compile(r"(?<!\d)(1[89]\d\d|20\d\d)(?!\d)")
DECADE_WORDS = ("decada", "década", "decade", "décennie", "annees", "années")


@dataclass(frozen=True, slots=True)
class DateRead:
    """The first day of what was said; `precision` is day, month, year or decade."""

    day: date
    precision: str = "day"


def guess_date_form(values: Iterable[object]) -> tuple[str, bool]:
    """Day or month first, for a whole column; the second says whether nothing in it told them apart."""
    for value in values:
        found = THREE_NUMBERS.fullmatch(str(value).strip())
        if found and int(found[1]) > 12:
            return DAY_FIRST, False
        if found and int(found[2]) > 12:
            return MONTH_FIRST, False
    return DAY_FIRST, True


def parse_date(value: object, forms: tuple[str, ...], zone: tzinfo = UTC) -> DateRead:
    """The date read with the first form that fits; ValueError when none does."""
    if isinstance(value, datetime):
        return DateRead(value.date())
    if isinstance(value, date):
        return DateRead(value)
    text = " ".join(str(value).split())
    for form in forms:
        read = _READERS[form](text, zone)
        if read is not None:
            return read
    raise ValueError(value)


def _iso(text: str, _zone: tzinfo) -> DateRead | None:
    found = YEAR_FIRST.fullmatch(text)
    return DateRead(date(int(found[1]), int(found[2]), int(found[3]))) if found else None


def _day_first(text: str, _zone: tzinfo) -> DateRead | None:
    found = THREE_NUMBERS.fullmatch(text)
    return DateRead(date(int(found[3]), int(found[2]), int(found[1]))) if found else None


def _month_first(text: str, _zone: tzinfo) -> DateRead | None:
    found = THREE_NUMBERS.fullmatch(text)
    return DateRead(date(int(found[3]), int(found[1]), int(found[2]))) if found else None


def _year_month(text: str, _zone: tzinfo) -> DateRead | None:
    found = MONTH_LAST.fullmatch(text)
    return DateRead(date(int(found[1]), int(found[2]), 1), "month") if found else None


def _month_year(text: str, _zone: tzinfo) -> DateRead | None:
    found = MONTH_ALONE.fullmatch(text)
    return DateRead(date(int(found[2]), int(found[1]), 1), "month") if found else None


def _year(text: str, _zone: tzinfo) -> DateRead | None:
    found = YEAR_ALONE.fullmatch(text)
    return DateRead(date(int(found[1]), 1, 1), "year") if found else None


def _decade(text: str, _zone: tzinfo) -> DateRead | None:
    found = YEAR_INSIDE.search(text)
    if not found or not fold(text).startswith(DECADE_WORDS):
        return None
    return DateRead(date(int(found[1]) // 10 * 10, 1, 1), "decade")


def _milliseconds(text: str, zone: tzinfo) -> DateRead | None:
    return _instant(text, zone, per_second=1000)


def _seconds(text: str, zone: tzinfo) -> DateRead | None:
    return _instant(text, zone, per_second=1)


def _instant(text: str, zone: tzinfo, *, per_second: int) -> DateRead | None:
    if not re.fullmatch(r"-?\d{6,15}(\.0)?", text):
        return None
    instant = EPOCH + timedelta(seconds=int(float(text)) // per_second)
    return DateRead(instant.astimezone(zone).date())


_READERS = {
    ISO: _iso,
    DAY_FIRST: _day_first,
    MONTH_FIRST: _month_first,
    YEAR_MONTH: _year_month,
    MONTH_YEAR: _month_year,
    YEAR: _year,
    DECADE: _decade,
    MILLISECONDS: _milliseconds,
    SECONDS: _seconds,
}
