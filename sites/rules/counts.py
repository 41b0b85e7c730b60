"""What cannot be (refused, with the reason) and what is surprising (asked again) in the counts of an observation.

A count may be None: unknown, which contradicts nothing.
"""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from cms.rules.problems import Problem
from sites.enums import PeopleBand

PEOPLE_COUNTS = ("people", "women", "households")
MINORS_BY_AGE = ("minors_0_3", "minors_3_6", "minors_6_12", "minors_12_16", "minors_16_18")
MINORS_COUNTS = ("minors", "girls", *MINORS_BY_AGE, "minors_in_school")
DWELLING_COUNTS = ("caravans", "huts", "tents", "cars")
COUNTS = (*PEOPLE_COUNTS, *MINORS_COUNTS, *DWELLING_COUNTS)

# Below this difference, a tripled count is the ordinary life of a small site.
SURPRISING_DIFFERENCE = 10
SURPRISING_RATIO = 3
OLDEST_YEAR = 1950

_BANDS = ((10, PeopleBand.UNDER_10), (50, PeopleBand.FROM_10), (100, PeopleBand.FROM_50))


def band_of(people: int | None) -> PeopleBand:
    if people is None:
        return PeopleBand.UNKNOWN
    return next((band for limit, band in _BANDS if people < limit), PeopleBand.FROM_100)


def impossible_counts(counts: Mapping[str, Any]) -> list[Problem]:
    """Counts that contradict each other. An unknown number of minors leaves the number of people as their limit."""
    people, minors = counts.get("people"), counts.get("minors")
    problems = [
        _more_than(counts, name, people, _("There cannot be more of them than people (%(limit)s)."))
        for name in ("women", "households", "minors")
    ]
    if minors is not None:
        limit, reason = minors, _("There cannot be more of them than minors (%(limit)s).")
    else:
        limit, reason = people, _("There cannot be more of them than people (%(limit)s).")
    problems += [_more_than(counts, name, limit, reason) for name in ("girls", "minors_in_school")]
    problems.append(_ages(counts, limit))
    return [problem for problem in problems if problem]


def impossible_date(observed_on: date | None, *, today: date, installed_on: date | None = None) -> list[Problem]:
    """A date that has not come, or that precedes the site."""
    reason = ""
    if observed_on is None:
        reason = _("The date is missing.")
    elif observed_on > today:
        reason = _("This date is in the future.")
    elif installed_on and observed_on < installed_on:
        reason = _("The site was not there before %(date)s.") % {"date": _day(installed_on)}
    elif observed_on.year < OLDEST_YEAR:
        reason = _("This date is too far in the past.")
    return [Problem("observed_on", reason)] if reason else []


def surprising_counts(counts: Mapping[str, Any], *, before: Mapping[str, Any] | None) -> list[Problem]:
    """Counts that are possible but that a slip of the finger explains better: tripled, divided by three, or nobody."""
    problems = []
    for name in ("people", "households", "minors") if before else ():
        new, old = counts.get(name), before.get(name) if before else None
        if new is not None and old is not None and _leaps(new, old):
            reason = _("It was %(old)s at the last observation, it would be %(new)s: is it right?")
            problems.append(Problem(name, reason % {"old": old, "new": new}))
    if counts.get("people") == 0 and not problems:
        problems.append(Problem("people", _("Nobody lives there any more? Then close the site, or confirm.")))
    return problems


def _leaps(new: int, old: int) -> bool:
    low, high = sorted((new, old))
    return high - low > SURPRISING_DIFFERENCE and high >= SURPRISING_RATIO * low


def _more_than(counts: Mapping[str, Any], name: str, limit: int | None, reason: str) -> Problem | None:
    count = counts.get(name)
    if count is None or limit is None or count <= limit:
        return None
    return Problem(name, reason % {"limit": limit})


def _ages(counts: Mapping[str, Any], limit: int | None) -> Problem | None:
    known = {name: counts[name] for name in MINORS_BY_AGE if counts.get(name) is not None}
    total = sum(known.values())
    if not known or limit is None or total <= limit:
        return None
    reason = _("The ages add up to %(total)s minors, more than %(limit)s.") % {"total": total, "limit": limit}
    return Problem(next((name for name, count in known.items() if count), MINORS_BY_AGE[0]), reason)


def _day(day: date) -> str:
    return day.strftime("%d/%m/%Y")
