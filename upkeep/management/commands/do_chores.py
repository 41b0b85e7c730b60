"""Everything that has to be done again and again: to be run every minute, by cron or a timer."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from upkeep.models import ChoreRun
from upkeep.rules.chores import CHORES
from upkeep.services.chores import do_chores


class Command(BaseCommand):
    help = _("Does what is due: reminders, digests, areas of the day, forgetting. To be run every minute.")
    # Each minute in a new process: what is wrong with an installation is for `doctor` and a deployment to say.
    requires_system_checks = ()

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--list", action="store_true", help=_("only tell the chores, and when each was last done"))

    def handle(self, *args: Any, **options: Any) -> None:
        if options["list"]:
            self._list()
            return
        failed = []
        for run in do_chores():
            if run.problem:
                failed.append(f"{run.name} : {run.problem}")
            elif options["verbosity"] > 1:
                self.stdout.write(run.name)
        if failed:
            raise CommandError("\n".join(failed))

    def _list(self) -> None:
        runs = {run.name: run for run in ChoreRun.objects.all()}
        for chore in CHORES:
            run = runs.get(chore.name)
            moment = date_format(timezone.localtime(run.started_at), "SHORT_DATETIME_FORMAT") if run else _("never")
            self.stdout.write(f"{chore.name:30} {moment} {run.problem if run else ''}".rstrip())
