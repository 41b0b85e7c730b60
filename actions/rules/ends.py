"""When an action is over, and when it is asked what came of it."""

from collections.abc import Iterable, Iterator
from datetime import date, timedelta
from typing import Protocol

from django.utils.translation import gettext as _

from actions.enums import ActionStatus, Outcome, ReviewMoment
from cms.rules.problems import Problem

YEAR = timedelta(days=365)
# Asked once more after this, and no longer of what ended before that: registers hold old actions.
REMIND_AFTER = timedelta(days=30)
STALE_AFTER = timedelta(days=365)


class Reviewed(Protocol):
    moment: str
    outcome: str


def status_on(day: date, started_on: date, ended_on: date | None, *, outcome: str) -> ActionStatus:
    """The same answer as `actions.querysets.with_status`."""
    if started_on > day:
        return ActionStatus.PLANNED
    if ended_on and ended_on <= day and outcome:
        return ActionStatus.ENDED
    return ActionStatus.OUTCOME_AWAITED if ended_on and ended_on < day else ActionStatus.UNDER_WAY


def year_later(ended_on: date) -> date:
    return ended_on + YEAR


def may_be_reviewed(day: date, ended_on: date | None, *, outcome: str) -> bool:
    """Whether the question of twelve months later is due."""
    return bool(outcome and ended_on and day >= year_later(ended_on))


def lasting_outcome(reviews: Iterable[Reviewed]) -> str | None:
    """What was said of it twelve months later, if it was."""
    return next((one.outcome for one in reviews if one.moment == ReviewMoment.YEAR_LATER and one.outcome), None)


def impossible_end(
    *, started_on: date, ended_on: date | None, outcome: str, reason: str, today: date
) -> Iterator[Problem]:
    """What is missing or wrong in the end of an action. Without an end, nothing may have come of it yet."""
    if ended_on is None:
        yield Problem("ended_on", _("Say when it ended."))
    elif ended_on > today:
        yield Problem("ended_on", _("This date is in the future."))
    elif ended_on < started_on:
        yield Problem(
            "ended_on", _("The action began on %(date)s.") % {"date": f"{started_on:%d/%m/%Y}"}, against="started_on"
        )
    yield from unsaid_outcome(outcome, reason)


def unsaid_outcome(outcome: str, reason: str) -> Iterator[Problem]:
    """What is missing in what somebody says of the outcome."""
    if outcome not in Outcome.values:
        yield Problem("outcome", _("Say what came of it."))
    if not reason.strip():
        yield Problem("reason", _("Say why: others will learn from it."))
