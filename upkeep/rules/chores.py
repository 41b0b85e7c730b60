"""What has to be done again and again, and when: one table, so that an installation has one line to schedule."""

from dataclasses import dataclass
from datetime import datetime, time, timedelta
from typing import Protocol


class Schedule(Protocol):
    def last_before(self, now: datetime) -> datetime:
        """The latest moment at or before `now` (local) when it was to be done."""
        ...


@dataclass(frozen=True)
class Every:
    minutes: int

    def last_before(self, now: datetime) -> datetime:
        past = now.replace(second=0, microsecond=0)
        return past - timedelta(minutes=(past.hour * 60 + past.minute) % self.minutes)


@dataclass(frozen=True)
class Daily:
    at: time

    def last_before(self, now: datetime) -> datetime:
        today = datetime.combine(now.date(), self.at, now.tzinfo)
        return today if today <= now else datetime.combine(now.date() - timedelta(days=1), self.at, now.tzinfo)


@dataclass(frozen=True)
class Weekly:
    """`weekday`: Monday is 0."""

    weekday: int
    at: time

    def last_before(self, now: datetime) -> datetime:
        last = Daily(self.at).last_before(now)
        return datetime.combine(last.date() - timedelta(days=(last.weekday() - self.weekday) % 7), self.at, now.tzinfo)


@dataclass(frozen=True)
class Chore:
    command: str
    schedule: Schedule
    arguments: tuple[str, ...] = ()

    @property
    def name(self) -> str:
        return " ".join([self.command, *self.arguments])


# What failed is tried again after this, then at its own times.
AGAIN_AFTER = timedelta(minutes=10)

CHORES = (
    Chore("seal_readings", Every(1)),
    Chore("publish_scheduled", Every(2)),
    Chore("send_waiting_mails", Every(5)),
    Chore("send_waiting_webhooks", Every(5)),
    Chore("match_saved_searches", Every(5)),
    Chore("follow_changes", Every(5)),
    Chore("rebuild_catalog", Every(5), ("--if-policy-changed",)),
    Chore("update_action_statuses", Daily(time(0, 5))),
    Chore("take_snapshots", Daily(time(0, 15))),
    Chore("ask_follow_ups", Daily(time(1, 0))),
    Chore("ask_adoptions", Daily(time(1, 5))),
    Chore("forget_ended_sessions", Daily(time(1, 10))),
    Chore("ask_outcomes", Daily(time(1, 15))),
    Chore("forget_results_files", Daily(time(1, 25))),
    Chore("forget_exports", Every(60)),
    Chore("purge_receipts", Daily(time(1, 20))),
    Chore("purge_readings", Daily(time(1, 30))),
    Chore("check_readings", Daily(time(1, 40))),
    Chore("tend_accounts", Daily(time(1, 50))),
    Chore("prune_db_task_results", Daily(time(2, 0)), ("--min-age-days", "7")),
    Chore("track_practices", Daily(time(2, 10))),
    Chore("refresh_areas", Daily(time(4, 0))),
    Chore("publish_statistics", Daily(time(4, 30))),
    Chore("remind_access_requests", Daily(time(6, 0))),
    Chore("remind_validations", Daily(time(6, 10))),
    Chore("send_summaries", Daily(time(7, 0)), ("daily",)),
    Chore("send_summaries", Weekly(0, time(7, 10)), ("weekly",)),
    Chore("check_links", Weekly(6, time(3, 0))),
)


# By how much clocks of machines that share the chores may differ.
SKEW = timedelta(minutes=2)


def is_due(chore: Chore, *, started_at: datetime | None, failed: bool, now: datetime) -> bool:
    """`started_at`: when it was last begun, None for never. What was missed is caught up once.

    Begun in the future: by a clock that was wrong and has gone back. Waiting for it to be true could take days.
    """
    if started_at is None or started_at < chore.schedule.last_before(now) or started_at > now + SKEW:
        return True
    return failed and now - started_at >= AGAIN_AFTER


def is_late(chore: Chore, *, ended_at: datetime | None, now: datetime) -> bool:
    """Whether it has missed its time by so much that nobody does the chores any more."""
    grace = timedelta(minutes=15) if isinstance(chore.schedule, Every) else timedelta(hours=2)
    return ended_at is None or ended_at < chore.schedule.last_before(now - grace)
