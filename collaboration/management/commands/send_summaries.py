"""Mails of what waits for its hour: once a day, or once a week."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand

from collaboration.enums import Rhythm
from collaboration.services.mailing import send_summaries
from collaboration.services.week import send_week


class Command(BaseCommand):
    help = "Send each person what they chose to be told at this rhythm; weekly, the week of their territories too."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("rhythm", choices=[Rhythm.DAILY.value, Rhythm.WEEKLY.value])

    def handle(self, *_: Any, **options: Any) -> None:
        rhythm = Rhythm(options["rhythm"])
        written = send_summaries(rhythm) + (send_week() if rhythm == Rhythm.WEEKLY else 0)
        self.stdout.write(f"{written} mail(s) written.")
