"""What a transaction keeps others out of, table by table, and since when."""

import re
import time
from collections.abc import Callable
from typing import Any

from django.db.backends.base.base import BaseDatabaseWrapper

# Row by row: these never keep anybody out of a table.
OF_ROWS = re.compile(r"\s*(SELECT|INSERT|UPDATE|DELETE|WITH)\b", re.IGNORECASE)
TABLES = "SELECT oid, relname FROM pg_class WHERE relkind IN ('r', 'p', 'm')"
HELD = """
    SELECT relation, bool_or(mode = 'AccessExclusiveLock') FROM pg_locks
    WHERE pid = pg_backend_pid() AND relation = ANY(%s)
        AND mode IN ('ShareLock', 'ShareRowExclusiveLock', 'ExclusiveLock', 'AccessExclusiveLock')
    GROUP BY relation
"""
WRITERS, READERS = "writers", "readers"


class LockWatch:
    """A wrapper of `connection.execute_wrapper`; `asked_s`: how long the database worked, the rest being Django's own.

    Tables made meanwhile are not counted: nobody waits for them. A statement outside of any transaction has let go
    when it ends, and is not seen.
    """

    def __init__(self, connection: BaseDatabaseWrapper) -> None:
        self.connection = connection
        self.begin()

    def begin(self) -> None:
        self.begun, self.asked_s = time.monotonic(), 0.0
        self.since: dict[str, dict[str, float]] = {}
        with self.connection.cursor() as cursor:
            cursor.execute(TABLES)
            self.tables: dict[int, str] = dict(cursor.fetchall())

    def held(self) -> dict[str, dict[str, float]]:
        """At the end of the transaction: for how long each table kept whom out, in seconds."""
        now = time.monotonic()
        return {table: {who: now - since for who, since in kinds.items()} for table, kinds in self.since.items()}

    def __call__(self, execute: Callable[..., Any], sql: str, params: Any, many: bool, context: dict[str, Any]) -> Any:
        asked = time.monotonic()
        answer = execute(sql, params, many, context)
        self.asked_s += time.monotonic() - asked
        if not OF_ROWS.match(str(sql)):
            for oid, is_for_readers in self.connection.connection.execute(HELD, [list(self.tables)]).fetchall():
                for who in [WRITERS, READERS] if is_for_readers else [WRITERS]:
                    self.since.setdefault(self.tables[oid], {}).setdefault(who, asked)
        return answer
