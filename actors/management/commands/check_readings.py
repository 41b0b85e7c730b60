"""Whether the readings are those that were sealed."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _

from actors.queries.chain import Head, check_chain


class Command(BaseCommand):
    help = _("Checks the chain of readings, says where it breaks, and prints its end, to be noted elsewhere.")

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--head", type=Head.parse, help=_("an end that was noted before, as number:link"))

    def handle(self, *args: Any, **options: Any) -> None:
        report = check_chain(noted=options["head"])
        if report.problem:
            raise CommandError(report.problem)
        self.stdout.write(
            _("The chain holds: %(sealed)d readings after number %(start)d, %(unsealed)d not sealed yet.")
            % {"sealed": report.sealed, "start": report.start, "unsealed": report.unsealed}
        )
        self.stdout.write(_("End of the chain: %s") % report.head)
