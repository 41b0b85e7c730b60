"""When an account that nobody uses is warned, then suspended. Dates alone: no query."""

from datetime import datetime, timedelta
from enum import StrEnum

SUSPENDED_AFTER = timedelta(days=183)
ANONYMISED_AFTER = timedelta(days=183)
# How long before the suspension each warning goes.
WARNED_BEFORE = (timedelta(days=30), timedelta(days=7))
# An invitation that nobody answers does not keep a name for ever.
INVITED_FOR = timedelta(days=60)


class Step(StrEnum):
    NOTHING = "nothing"
    WARN = "warn"
    SUSPEND = "suspend"


def warnings_since(used_at: datetime, *, warnings: int, warned_at: datetime | None) -> int:
    """Warnings that came before the account was used again count no more."""
    return warnings if warned_at is not None and warned_at > used_at else 0


def suspended_on(used_at: datetime, *, warnings: int, warned_at: datetime | None) -> datetime:
    """When it will be suspended if nobody logs in: never sooner than its warnings promised, were they sent late."""
    count = warnings_since(used_at, warnings=warnings, warned_at=warned_at)
    on = used_at + SUSPENDED_AFTER
    if count and warned_at is not None:
        on = max(on, warned_at + WARNED_BEFORE[min(count, len(WARNED_BEFORE)) - 1])
    return on


def next_step(used_at: datetime, *, warnings: int, warned_at: datetime | None, now: datetime) -> Step:
    count = warnings_since(used_at, warnings=warnings, warned_at=warned_at)
    on = suspended_on(used_at, warnings=warnings, warned_at=warned_at)
    if count < len(WARNED_BEFORE):
        return Step.WARN if now >= on - WARNED_BEFORE[count] else Step.NOTHING
    return Step.SUSPEND if now >= on else Step.NOTHING
