"""Counts again, in every commune, what was true on each day. Run every night, and after a restoration."""

from typing import Any

from django.core.management.base import BaseCommand

from steering.services import take_snapshots


class Command(BaseCommand):
    help = __doc__

    def handle(self, *args: Any, **options: Any) -> None:
        run = take_snapshots()
        self.stdout.write(f"{run.communes} communes, {run.rows} snapshots")
