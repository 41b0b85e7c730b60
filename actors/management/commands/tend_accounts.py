"""Once a day: accounts that nobody uses."""

from typing import Any

from django.core.management.base import BaseCommand
from django.utils import timezone

from actors.services.lifecycle import tend_unused_accounts


class Command(BaseCommand):
    help = "Warn, suspend, then make anonymous the accounts that nobody uses."

    def handle(self, *_: Any, **__: Any) -> None:
        done = tend_unused_accounts(now=timezone.now())
        self.stdout.write(", ".join(f"{number} {what}" for what, number in done.items()) + ".")
