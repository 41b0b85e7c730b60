"""Dates that are known to the day, the month, the year or the decade. The first day of what is known is kept."""

from datetime import date

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from sites.enums import DatePrecision


def first_day(day: date, precision: str) -> date:
    """The first day of the month, year or decade that a date is known to be in."""
    if precision == DatePrecision.MONTH:
        return day.replace(day=1)
    if precision == DatePrecision.YEAR:
        return day.replace(month=1, day=1)
    if precision == DatePrecision.DECADE:
        return day.replace(year=day.year // 10 * 10, month=1, day=1)
    return day


def is_vaguer(said: date, precision: str, *, known: date, known_precision: str) -> bool:
    """Whether what is said ("the nineties") is already known, and better (May 1994)."""
    order = list(DatePrecision)
    return order.index(DatePrecision(precision)) > order.index(DatePrecision(known_precision)) and first_day(
        known, precision
    ) == first_day(said, precision)


def date_in_words(day: date, precision: str) -> str:
    """As much as is known of it, and no more."""
    if precision == DatePrecision.MONTH:
        return date_format(day, "F Y")
    if precision == DatePrecision.YEAR:
        return _("around %(year)d") % {"year": day.year}
    if precision == DatePrecision.DECADE:
        return _("the %(year)ds") % {"year": day.year // 10 * 10}
    return date_format(day, "j F Y")
