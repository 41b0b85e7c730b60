"""The version of all that is public: the number of its last change that is committed.

Of the public's documents alone: the age of an answer shows when the number moved, and must not tell the public that
something has happened to a site.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass
from threading import Lock
from time import monotonic
from typing import Any

from django.db import DatabaseError, connection

from actors.enums import Noun
from actors.querysets import asked_often
from catalog.registry import registry

Counts = dict[str, int]
WORD = re.compile(r"\w+")

# How long what is published may go unseen; one query at most in that time, however many ask.
FRESH_S = 0.05
# While the database is away it is asked again no more often than this.
AWAY_S = 1.0
# Not the sequence: a number is given before its change is committed, and whoever read it would keep the old for new.
LAST = "SELECT coalesce(max(change), 0) FROM catalog_entry WHERE audience = 'public'"

# How long a count of what was written is good for; one look at most in that time.
COUNTED_S = 5.0
COUNTED = "SELECT relname, n_tup_ins + n_tup_upd + n_tup_del FROM pg_stat_user_tables"
# Tables that are written at each gesture of a member, of which the public's answers tell something else: that is what
# is compared of them. Drafts and members' sites write in the table of all pages, each login in that of people.
SHOWN = {
    "wagtailcore_page": """SELECT coalesce(sum(hashtext(
        concat_ws(' ', page.id, path, url_path, title, show_in_menus, last_published_at)
    )), 0) FROM wagtailcore_page page JOIN django_content_type kind ON kind.id = content_type_id
    WHERE live AND (kind.app_label, kind.model) <> (%(app)s, %(model)s)""",
    "actors_user": """SELECT coalesce(sum(hashtext(
        concat_ws(' ', id, first_name, last_name, position, organisation_id, is_active, anonymised_at)
    )), 0) FROM actors_user""",
}
# What is public of it has a number of its own, which is looked at first.
NUMBERED = "catalog_entry"


@dataclass(frozen=True)
class Known:
    """`number`: None until the database has answered once. `is_away`: it is what was last known."""

    number: int | None = None
    is_away: bool = False


def last_change() -> int:
    """The number of the last change of all, whoever may read it: for what is kept of one reader, never for telling."""
    [[number]] = asked_often("SELECT coalesce(max(change), 0) FROM catalog_entry")
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
            [[number]] = asked_often(LAST)
            self._known, self._until = Known(number), monotonic() + FRESH_S
        except DatabaseError:
            self._known, self._until = Known(self._known.number, is_away=True), monotonic() + AWAY_S
        if not connection.in_atomic_block:
            connection.close_if_unusable_or_obsolete()


class Written:
    """How much was ever written in each table: equal means that nothing was.

    PostgreSQL counts rows for itself, and tells a write ten seconds late at most. None where it does not count them
    here (`track_counts`, a standby) or does not answer: nothing may be concluded then.
    """

    def __init__(self) -> None:
        self._counts: Counts | None = None
        self._until = 0.0

    def __call__(self) -> Counts | None:
        if monotonic() >= self._until:
            self._until = monotonic() + COUNTED_S
            self._counts = self._look()
        return self._counts

    def _look(self) -> Counts | None:
        try:
            with connection.cursor() as cursor:
                cursor.execute(COUNTED)
                counts = {name: int(count) for name, count in cursor.fetchall()}
                app, model = registry.of(Noun.SITE).model.lower().split(".")
                for table, shown in SHOWN.items():
                    cursor.execute(shown, {"app": app, "model": model})
                    counts[table] = int(cursor.fetchone()[0])
            counts.pop(NUMBERED, None)
            return counts if any(counts.values()) else None
        except DatabaseError:
            return None
        finally:
            if not connection.in_atomic_block:
                connection.close_if_unusable_or_obsolete()


class Reading:
    """The tables that are read while something is made: `with Reading() as read: …`, then `read.among(counts)`."""

    def __init__(self) -> None:
        self._asked: list[str] = []
        self._hearing = connection.execute_wrapper(self._hear)

    def __enter__(self) -> "Reading":
        self._hearing.__enter__()
        return self

    def __exit__(self, *problem: Any) -> None:
        self._hearing.__exit__(*problem)

    def _hear(self, execute: Callable, sql: Any, *told: Any) -> Any:
        self._asked.append(str(sql))
        return execute(sql, *told)

    def among(self, counts: Counts | None) -> Counts | None:
        """Of `counts`, those of the tables that were named in a question. What it wrote itself is no reason."""
        if counts is None:
            return None
        asked = [sql for sql in self._asked if sql.lstrip().upper().startswith(("SELECT", "WITH"))]
        named = {word for sql in asked for word in WORD.findall(sql)}
        return {name: count for name, count in counts.items() if name in named}


dataset_version = DatasetVersion()
written = Written()
