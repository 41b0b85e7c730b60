"""Forget the receipts of forms that no device tries to send any more. For a nightly job."""

from argparse import ArgumentParser
from datetime import timedelta
from typing import Any

from django.core.management.base import BaseCommand
from django.utils import timezone

from actors.services.receipts import purge_receipts


class Command(BaseCommand):
    help = "Forget the receipts of forms received long ago."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--days", type=int, default=90, help="how long a receipt is kept (90)")

    def handle(self, *_: Any, **options: Any) -> None:
        purged = purge_receipts(before=timezone.now() - timedelta(days=options["days"]))
        self.stdout.write(f"{purged} receipts forgotten.")
