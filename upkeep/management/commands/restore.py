"""Restore a backup, or only prove that it could be."""

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils.translation import gettext as _

from upkeep.rules.backups import State
from upkeep.services.errors import UpkeepError
from upkeep.services.restoring import check_backup, restore_backup
from upkeep.services.sealing import read_identity


class Command(BaseCommand):
    help = _("Restores a backup, then compares every table and every file with what was backed up.")
    requires_system_checks = []

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("name", help=_("the name of the backup (manage.py backup --list)"))
        parser.add_argument(
            "--identity", type=Path, required=True, metavar="FILE", help=_("the file of the private key")
        )
        parser.add_argument("--check", action="store_true", help=_("read the whole backup, write nothing"))
        parser.add_argument("--replace", action="store_true", help=_("write over what is here"))

    def handle(self, *args: Any, name: str, **options: Any) -> None:
        try:
            state = self._state(name, **options)
        except UpkeepError as trouble:
            raise CommandError(str(trouble)) from trouble
        rows = sum(int(count) for count, _sum in state.tables.values())
        told = {"tables": len(state.tables), "rows": rows, "files": sum(map(len, state.files.values()))}
        self.stdout.write(self.style.SUCCESS(_("%(tables)d tables, %(rows)d rows, %(files)d files: the same.") % told))

    def _state(self, name: str, *, identity: Path, check: bool, replace: bool, **options: Any) -> State:
        key = read_identity(identity)
        if check:
            return check_backup(name, identity=key)
        return restore_backup(name, identity=key, replace=replace, say=self.stdout.write)
