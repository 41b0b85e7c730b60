"""`migrate` with the same arguments, then what each migration kept whom out of, and for how long (0199)."""

import time
from typing import Any

from django.core.management.commands import migrate
from django.db import connections
from django.utils.translation import gettext as _

from upkeep.queries.locks import READERS, LockWatch


class Command(migrate.Command):
    help = _("Migrates as `migrate` does, and tells which tables each migration locked and for how long. On a copy.")

    def handle(self, *args: Any, **options: Any) -> None:
        connection = connections[options["database"]]
        self.watch, self.told = LockWatch(connection), list[str]()
        with connection.execute_wrapper(self.watch):
            super().handle(*args, **options)
        self.stdout.write("\n".join(self.told))

    def migration_progress_callback(self, action: str, migration: Any = None, fake: bool = False) -> None:
        super().migration_progress_callback(action, migration, fake)
        if action in {"apply_start", "unapply_start"}:
            self.watch.begin()
        elif action in {"apply_success", "unapply_success"}:
            self.told.append(self._line(str(migration)))

    def _line(self, migration: str) -> str:
        """`sites.0012_name: 40 ms (20 ms of the database). sites_sitepage 30 ms`, and whether readers wait too."""
        took_s = time.monotonic() - self.watch.begun
        tables = [
            f"{table} {max(kinds.values()) * 1000:.0f} ms"
            + (f" ({_('readers too')} {kinds[READERS] * 1000:.0f} ms)" if READERS in kinds else "")
            for table, kinds in sorted(self.watch.held().items())
        ]
        of_database = _("%(n)d ms of the database") % {"n": self.watch.asked_s * 1000}
        return f"{migration}: {took_s * 1000:.0f} ms ({of_database}). " + (", ".join(tables) or _("no table locked"))
