"""What cannot be in the results of a year. A count may be None: unknown, which contradicts nothing."""

from collections.abc import Mapping
from decimal import Decimal
from typing import Any, NamedTuple

from django.utils.formats import number_format
from django.utils.translation import gettext as _

from cms.rules.problems import Problem

ENROLLED = ("enrolled_nursery", "enrolled_primary", "enrolled_college", "enrolled_lycee", "enrolled_other")
# Schooling comes first, on every screen.
SCHOOLING = ("to_be_schooled", "in_mediation", *ENROLLED)
PEOPLE = ("people", "households", "women", "minors")
WORK = ("work_people", "work_women")
HOUSING = ("housing_people", "housing_households", "shelter_people", "shelter_households")
HEALTH = ("health_people",)
COUNTS = (*SCHOOLING, *PEOPLE, *WORK, *HOUSING, *HEALTH)

# The first is at most the second: when the second is unknown, at most what it is itself part of.
PARTS = (
    ("to_be_schooled", "minors"),
    ("in_mediation", "to_be_schooled"),
    ("minors", "people"),
    ("women", "people"),
    ("households", "people"),
    ("work_people", "people"),
    ("work_women", "work_people"),
    ("housing_people", "people"),
    ("housing_households", "housing_people"),
    ("shelter_people", "people"),
    ("shelter_households", "shelter_people"),
    ("health_people", "people"),
)
WHOLE_OF = dict(PARTS)


class Money(NamedTuple):
    """Of one year and one source, in euros. None is unknown, which is not zero."""

    planned: Decimal | None = None
    spent: Decimal | None = None


def enrolled(counts: Mapping[str, Any]) -> int | None:
    """How many children were enrolled, all levels together; None when no level is known."""
    known = [counts[name] for name in ENROLLED if counts.get(name) is not None]
    return sum(known) if known else None


def impossible_results(counts: Mapping[str, Any], *, labels: Mapping[str, str]) -> list[Problem]:
    """Counts that contradict each other. `labels` names fields in words."""
    problems = [_part(counts, name, labels=labels) for name in WHOLE_OF]
    problems.append(_enrolled(counts, labels=labels))
    return [problem for problem in problems if problem]


def surprising_money(money: Money) -> list[Problem]:
    """Possible, and worth a second look."""
    planned, spent = money
    if planned is None or spent is None or spent <= planned:
        return []
    reason = _("More was spent than was planned (%(planned)s €). Is it right?")
    return [
        Problem("spent_eur", reason % {"planned": number_format(planned, force_grouping=True)}, against="planned_eur")
    ]


def _known_whole(counts: Mapping[str, Any], whole: str) -> str | None:
    """The nearest count above that is known."""
    while counts.get(whole) is None:
        if whole not in WHOLE_OF:
            return None
        whole = WHOLE_OF[whole]
    return whole


def _part(counts: Mapping[str, Any], name: str, *, labels: Mapping[str, str]) -> Problem | None:
    whole = _known_whole(counts, WHOLE_OF[name])
    if whole is None or counts.get(name) is None or counts[name] <= counts[whole]:
        return None
    reason = _("“%(part)s” cannot be over “%(whole)s” (%(limit)s).")
    return Problem(name, reason % {"part": labels[name], "whole": labels[whole], "limit": counts[whole]}, against=whole)


def _enrolled(counts: Mapping[str, Any], *, labels: Mapping[str, str]) -> Problem | None:
    whole, total = _known_whole(counts, "to_be_schooled"), enrolled(counts)
    if whole is None or total is None or total <= counts[whole]:
        return None
    reason = _("%(total)s children enrolled in all: more than “%(whole)s” (%(limit)s).")
    first = next(name for name in ENROLLED if counts.get(name))
    return Problem(first, reason % {"total": total, "whole": labels[whole], "limit": counts[whole]}, against=whole)
