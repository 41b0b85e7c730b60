"""A key for a partner site, printed once."""

from argparse import ArgumentParser
from datetime import timedelta
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from actors.enums import Precision
from actors.models import Organisation
from actors.services.keys import issue_key
from territories.models import Territory


class Command(BaseCommand):
    help = "Create an API key for an organisation and print it, once."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--organisation", required=True, help="its name")
        parser.add_argument(
            "--territory", required=True, action="append", help="its key, as FR-departement-93; may be repeated"
        )
        parser.add_argument("--precision", choices=Precision.values, default=Precision.COMMUNE)
        parser.add_argument("--days", type=int, default=365, help="how long it is in force (365)")
        parser.add_argument("--purpose", default="", help="what it is for")

    def handle(self, *_: Any, **options: Any) -> None:
        if options["days"] < 1:
            raise CommandError("A key is in force for at least one day.")
        organisation = Organisation.objects.filter(name=options["organisation"]).first()
        if organisation is None:
            raise CommandError(f"No organisation is called {options['organisation']}.")
        key, text = issue_key(
            organisation=organisation,
            purpose=options["purpose"],
            territories=[_territory(text) for text in options["territory"]],
            precision=Precision(options["precision"]),
            lasts=timedelta(days=options["days"]),
        )
        self.stderr.write(f"In force until {key.expires_at:%Y-%m-%d}. It cannot be shown again:")
        self.stdout.write(text)


def _territory(text: str) -> Territory:
    territory = Territory.objects.keyed(text).first()
    if territory is None:
        raise CommandError(f"No territory has the key {text}.")
    return territory
