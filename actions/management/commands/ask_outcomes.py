"""Asks what came of actions that are over, again twelve months later, and reminds once. To be run every night."""

from typing import Any

from django.core.management.base import BaseCommand

from actions.services import ask_reviews


class Command(BaseCommand):
    help = __doc__

    def handle(self, *args: Any, **options: Any) -> None:
        told = ask_reviews()
        self.stdout.write(f"{told.asked} actions asked about, {told.reminded} reminded")
