"""Build the catalogue again from the live pages."""

from typing import Any

from django.core.management.base import BaseCommand, CommandParser
from django.utils.translation import gettext, ngettext

from catalog import services
from catalog.registry import CatalogNoun


class Command(BaseCommand):
    help = gettext("Builds the catalogue again from the live pages; what has not changed stays as it is.")

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "--if-policy-changed",
            action="store_true",
            help=gettext("Only if sites were published under another precision than that of the settings."),
        )

    def handle(self, *args: Any, **options: Any) -> None:
        if options["if_policy_changed"] and not services.is_of_another_policy():
            return
        outcome = services.rebuild_catalog(progress=self.say)
        written = ngettext("%(n)d entry written", "%(n)d entries written", outcome.written) % {"n": outcome.written}
        withdrawn = ngettext("%(n)d withdrawn", "%(n)d withdrawn", outcome.withdrawn) % {"n": outcome.withdrawn}
        self.stdout.write(gettext("Catalogue up to date: %s, %s.") % (written, withdrawn))

    def say(self, noun: CatalogNoun, done: int, total: int) -> None:
        self.stdout.write(f"{noun.noun.label}: {done} / {total}")
