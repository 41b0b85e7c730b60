"""Mails of what waits for its hour: once a day, or once a week."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand

from collaboration.enums import Rhythm
from collaboration.services.mailing import send_summaries


class Command(BaseCommand):
    help = "Send each person one mail for all that they chose to be told of at this rhythm. Run twice, it sends once."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("rhythm", choices=[Rhythm.DAILY.value, Rhythm.WEEKLY.value])

    def handle(self, *_: Any, **options: Any) -> None:
        self.stdout.write(f"{send_summaries(Rhythm(options['rhythm']))} mail(s) written.")
