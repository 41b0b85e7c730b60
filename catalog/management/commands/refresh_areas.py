"""Publish the areas of today. To be run once a day, at a fixed hour."""

from typing import Any

from django.core.management.base import BaseCommand, CommandParser
from django.utils.translation import gettext as _

from catalog import services


class Command(BaseCommand):
    help = _("Publishes the areas in which the public sees sites. To be run once a day, at a fixed hour.")

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "--even-today",
            action="store_true",
            help=_("even if it was done today: for an installation that has just been filled"),
        )

    def handle(self, *args: Any, **options: Any) -> None:
        outcome = services.refresh_areas(even_today=options["even_today"])
        self.stdout.write(
            _("Areas: %(written)d written, %(withdrawn)d withdrawn.")
            % {"written": outcome.written, "withdrawn": outcome.withdrawn}
        )
