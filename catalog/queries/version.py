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


@dataclass(frozen=True)
class Known:
    """`number`: None until the database has answered once. `is_away`: it is what was last known."""

    number: int | None = None
    is_away: bool = False


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


dataset_version = DatasetVersion()
