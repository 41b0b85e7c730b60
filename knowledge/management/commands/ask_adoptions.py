"""Asks those who took a practice up twelve months ago what has become of it, and reminds once. Run every night."""

from typing import Any

from django.core.management.base import BaseCommand

from knowledge.services.follow_up import ask_adoptions


class Command(BaseCommand):
    help = __doc__

    def handle(self, *args: Any, **options: Any) -> None:
        told = ask_adoptions()
        self.stdout.write(f"{told.asked} adoption(s) asked about, {told.reminded} reminded")
