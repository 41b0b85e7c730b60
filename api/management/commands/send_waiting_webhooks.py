"""Messages to partners that a stopped worker left behind, and changes that nobody was told of."""

from typing import Any

from django.core.management.base import BaseCommand

from api.services.webhooks import deliver_waiting, tell_of_changes


class Command(BaseCommand):
    help = "Tell partners of what they were not told of, and send what has waited for longer than it should."

    def handle(self, *_: Any, **__: Any) -> None:
        self.stdout.write(f"{tell_of_changes()} message(s) written, {deliver_waiting()} waited.")
