"""The version of all that is public: the number of its last change that is committed.

Of the public's documents alone: the age of an answer shows when the number moved, and must not tell the public that
something has happened to a site.
"""

from dataclasses import dataclass
from threading import Lock
from time import monotonic

from django.db import DatabaseError, connection

# How long what is published may go unseen; one query at most in that time, however many ask.
FRESH_S = 0.05
# While the database is away it is asked again no more often than this.
AWAY_S = 1.0
# Not the sequence: a number is given before its change is committed, and whoever read it would keep the old for new.
LAST = "SELECT coalesce(max(change), 0) FROM catalog_entry WHERE audience = 'public'"

# How long a count of what was written is good for; one query at most in that time.
COUNTED_S = 5.0
COUNTED = """SELECT coalesce(sum(n_tup_ins + n_tup_upd + n_tup_del), 0) FROM pg_stat_user_tables
WHERE relname <> ALL(%s)"""
# Written all day long by whoever comes, and by the platform itself; nothing of them is on a page of the public.
UNSEEN = (
    "actors_mailtrace",
    "actors_outgoingmail",
    "actors_reading",
    "actors_readingmark",
    "actors_receipt",
    "api_delivery",
    "api_keyusage",
    "api_ratecount",
    "axes_accessattempt",
    "axes_accessattemptexpiration",
    "axes_accessfailurelog",
    "catalog_asked",
    "collaboration_cardlook",
    "collaboration_journalreading",
    "collaboration_notification",
    "django_session",
    "django_tasks_database_dbtaskresult",
    "knowledge_practicereading",
    "upkeep_chorerun",
    "usersessions_usersession",
    "wagtailadmin_editingsession",
)


@dataclass(frozen=True)
class Known:
    """`number`: None until the database has answered once. `is_away`: it is what was last known."""

    number: int | None = None
    is_away: bool = False


def last_change() -> int:
    """The number of the last change of all, whoever may read it: for what is kept of one reader, never for telling."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT coalesce(max(change), 0) FROM catalog_entry")
        [number] = cursor.fetchone()
    return int(number)


class DatasetVersion:
    """Asked by many threads; one of them looks, the others go on with what is known."""

    def __init__(self) -> None:
        self._known, self._until, self._looking = Known(), 0.0, Lock()

    def __call__(self) -> Known:
        if monotonic() >= self._until and self._looking.acquire(blocking=self._known.number is None):
            try:
                self._look()
            finally:
                self._looking.release()
        return self._known

    def _look(self) -> None:
        try:
            with connection.cursor() as cursor:
                cursor.execute(LAST)
                [number] = cursor.fetchone()
            self._known, self._until = Known(number), monotonic() + FRESH_S
        except DatabaseError:
            self._known, self._until = Known(self._known.number, is_away=True), monotonic() + AWAY_S
        if not connection.in_atomic_block:
            connection.close_if_unusable_or_obsolete()


class Written:
    """How many rows were ever written, where everybody may see what they say: equal means that nothing was.

    PostgreSQL counts them for itself, and tells a write ten seconds late at most. None where it does not count them
    here (`track_counts`, a standby) or does not answer: nothing may be concluded then.
    """

    def __init__(self) -> None:
        self._count: int | None = None
        self._until = 0.0

    def __call__(self) -> int | None:
        if monotonic() >= self._until:
            self._until = monotonic() + COUNTED_S
            self._count = self._look()
        return self._count

    def _look(self) -> int | None:
        try:
            with connection.cursor() as cursor:
                cursor.execute(COUNTED, [list(UNSEEN)])
                [count] = cursor.fetchone()
            return int(count) or None
        except DatabaseError:
            return None
        finally:
            if not connection.in_atomic_block:
                connection.close_if_unusable_or_obsolete()


dataset_version = DatasetVersion()
written = Written()
