"""Back the installation up: database and files, encrypted, to a folder or to S3."""

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils.translation import gettext as _

from upkeep.queries.backups import backup_names
from upkeep.services.backup import forget_backups, make_backup, verify_backup
from upkeep.services.errors import UpkeepError
from upkeep.services.sealing import new_identity


class Command(BaseCommand):
    help = _("Backs up database and files, encrypted, and reads the backup back. To be run every night.")

    def add_arguments(self, parser: CommandParser) -> None:
        what = parser.add_mutually_exclusive_group()
        what.add_argument("--new-key", type=Path, metavar="FILE", help=_("only make a pair of keys"))
        what.add_argument("--list", action="store_true", help=_("only list the backups, the latest last"))
        what.add_argument("--verify", metavar="NAME", help=_("only read a backup again and compare its sums"))
        parser.add_argument("--keep", type=int, metavar="N", help=_("then erase the oldest, but N"))

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            self._do(**options)
        except UpkeepError as trouble:
            raise CommandError(str(trouble)) from trouble

    def _do(self, *, new_key: Path | None, verify: str | None, keep: int | None, **options: Any) -> None:
        if new_key:
            public = new_identity(new_key)
            self.stdout.write(_("Keep %s elsewhere than here: without it no backup can be read.") % new_key)
            self.stdout.write(f"BACKUP_RECIPIENTS={public}")
        elif options["list"]:
            self.stdout.write("\n".join(backup_names()) or _("No backup yet."))
        elif verify:
            self.stdout.write(
                _("%(name)s: %(n)d files, as they were made.") % {"name": verify, "n": len(verify_backup(verify))}
            )
        else:
            self._back_up(keep)

    def _back_up(self, keep: int | None) -> None:
        if keep is not None and keep < 1:
            raise CommandError(_("At least one backup is kept."))
        name = make_backup(say=self.stdout.write)
        self.stdout.write(self.style.SUCCESS(_("Backup %s made and read back.") % name))
        for old in forget_backups(keep=keep) if keep else []:
            self.stdout.write(_("Erased: %s") % old)
