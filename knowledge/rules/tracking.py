"""Whether what a practice answers got better on one site. Pure: docs/evidence.md says the same in words.

A site is followed by dated points: on each day, which needs it had (`present`) and of which something is known
(`known`). It got better when, at the last point between 90 days and two years after the start, one at least of the
needs that it had at the start is gone.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from actions.enums import Theme
from knowledge.enums import SiteNeed

SOONEST, LATEST = timedelta(days=90), timedelta(days=730)
# How old what was seen before the start may be.
BEFORE = timedelta(days=365)
DAYS_A_MONTH = 30.44
# No need that an observation tells, but what a practice of housing works for: its people still live there.
UNRESORBED = "unresorbed"
MEASURED_NEEDS = frozenset(
    {
        SiteNeed.NO_WATER,
        SiteNeed.NO_TOILETS,
        SiteNeed.WASTE,
        SiteNeed.FIRE_RISK,
        SiteNeed.VERMIN,
        SiteNeed.ELECTRICITY,
        SiteNeed.CHILDREN_OUT_OF_SCHOOL,
    }
)


@dataclass(frozen=True)
class Point:
    """What is known of a site on one day."""

    day: date
    present: frozenset[str] = frozenset()
    known: frozenset[str] = frozenset()
    people: int | None = None


@dataclass(frozen=True)
class Change:
    """What became of the needs that a site had at the start; `months` until the first of them was gone for good."""

    needs: frozenset[str]
    gone: frozenset[str]
    months: int | None
    people: int | None

    @property
    def is_better(self) -> bool:
        return bool(self.gone)


def needs_to_measure(site_needs: Iterable[str], themes: Iterable[str]) -> frozenset[str]:
    """The needs of a practice that observations tell; of a practice of housing, whether people still live there."""
    measured = MEASURED_NEEDS & set(site_needs)
    if measured:
        return frozenset(str(need) for need in measured)
    return frozenset({UNRESORBED}) if Theme.HOUSING in set(themes) else frozenset()


def lacks_school(minors: int, in_school: int) -> bool:
    """Fewer than two children of three in school: what a mediation that works reaches."""
    return 3 * in_school < 2 * minors


def follow(points: Sequence[Point], needs: frozenset[str], began_on: date) -> Change | None:
    """None where nobody looked before or after, or where the site had none of the needs. `points` in order of days."""
    before = _seen_before(points, needs, began_on)
    if before is None:
        return None
    had = before.present & needs
    after = [point for point in points if SOONEST <= point.day - began_on <= LATEST and point.known & had]
    if not had or not after:
        return None
    gone = frozenset(need for need in had if _is_gone(need, after))
    return Change(needs=had, gone=gone, months=_months(points, gone, began_on), people=before.people)


def first_start(points: Sequence[Point], needs: frozenset[str]) -> date | None:
    """The day from which a site without the practice is followed: when it was first seen with one of the needs."""
    return next((point.day for point in points if point.present & needs), None)


def _seen_before(points: Sequence[Point], needs: frozenset[str], began_on: date) -> Point | None:
    seen = [point for point in points if point.known & needs and began_on - BEFORE <= point.day <= began_on]
    return seen[-1] if seen else None


def _is_gone(need: str, after: Sequence[Point]) -> bool:
    """What the last that is known of it says."""
    told = [point for point in after if need in point.known]
    return bool(told) and need not in told[-1].present


def _months(points: Sequence[Point], gone: frozenset[str], began_on: date) -> int | None:
    """From the start to the first point from which one of the needs was never seen again."""
    found = [day for need in sorted(gone) if (day := _gone_since(points, need, began_on))]
    return max(1, round((min(found) - began_on).days / DAYS_A_MONTH)) if found else None


def _gone_since(points: Sequence[Point], need: str, began_on: date) -> date | None:
    since = None
    for point in points:
        if began_on < point.day <= began_on + LATEST and need in point.known:
            since = None if need in point.present else since or point.day
    return since
