"""The import command of any noun: say what would be done; do it when asked."""

from argparse import ArgumentParser
from datetime import date
from pathlib import Path
from time import monotonic
from typing import Any, Protocol

from django.contrib.auth import get_user_model
from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _

from registers.imports.errors import RegisterError
from registers.imports.opened import Request, Say
from registers.imports.refused import write_refused
from registers.imports.report import Report
from registers.imports.table import Table


class RegisterImport(Protocol):
    """What a noun gives back once it has compared a register with what it knows."""

    @property
    def report(self) -> Report: ...

    @property
    def table(self) -> Table: ...

    def apply(self, *, user: Any, say: Say) -> None: ...


class RegisterCommand(BaseCommand):
    """Without --apply, nothing is written. With it, one transaction: all of it or nothing."""

    def plan(self, request: Request, *, say: Say) -> RegisterImport:
        raise NotImplementedError

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path, help=_("file or folder of the register"))
        parser.add_argument("--mapping", required=True, help=_("name of a mapping, or path of a .toml file"))
        parser.add_argument("--apply", action="store_true", help=_("write; without it, only say what would be done"))
        parser.add_argument("--refused", type=Path, help=_("write the refused rows to this .csv or .xlsx file"))
        parser.add_argument("--source", default="", help=_("name of the register, instead of that of the mapping"))
        parser.add_argument("--edition", type=_day, help=_("date of what the file says (year-month-day)"))
        parser.add_argument("--user", default="", help=_("e-mail of the person in whose name it is done"))

    def handle(self, *_args: Any, **options: Any) -> None:
        started = monotonic()
        user = _user_of(options["user"])
        request = Request(options["file"], options["mapping"], options["source"], options["edition"])
        try:
            work = self.plan(request, say=self._progress(_("rows read")))
            for line in work.report.in_words():
                self.stdout.write(line)
            if options["refused"] and work.report.refused:
                write_refused(options["refused"], work.table, work.report.refused)
                self.stdout.write(_("Refused rows: %(path)s") % {"path": options["refused"]})
        except RegisterError as error:
            raise CommandError(str(error)) from error
        if not options["apply"]:
            self.stdout.write(_("Nothing was written. Add --apply to import."))
            return
        work.apply(user=user, say=self._progress(_("rows written")))
        self.stdout.write(self.style.SUCCESS(_("Imported in %(seconds).1f s.") % {"seconds": monotonic() - started}))

    def _progress(self, what: str) -> Say:
        def say(count: int) -> None:
            self.stderr.write(f"  {count} {what}", ending="\r" if self.stderr.isatty() else "\n")

        return say


def _day(text: str) -> date:
    return date.fromisoformat(text)


def _user_of(email: str) -> Any:
    if not email:
        return None
    user = get_user_model()._default_manager.filter(email__iexact=email).first()
    if user is None:
        raise CommandError(_("Nobody has the address %(email)s.") % {"email": email})
    return user
