"""Mails whose task was lost."""

from typing import Any

from django.core.management.base import BaseCommand

from actors.services.mails import deliver_waiting_mails


class Command(BaseCommand):
    help = "Send the mails that wait for longer than they should: their task was lost with its worker."

    def handle(self, *_: Any, **__: Any) -> None:
        self.stdout.write(f"{deliver_waiting_mails()} mail(s) waited.")
