"""Asks the teams of sites closed twelve months ago what their people have become, and reminds once. Run every night."""

from typing import Any

from django.core.management.base import BaseCommand

from sites.services import ask_follow_ups


class Command(BaseCommand):
    help = __doc__

    def handle(self, *args: Any, **options: Any) -> None:
        told = ask_follow_ups()
        self.stdout.write(f"{told.asked} closures asked about, {told.reminded} reminded")
