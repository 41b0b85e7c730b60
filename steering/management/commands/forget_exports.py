"""Erase the files of exports whose time has come. For an hourly job."""

from typing import Any

from django.core.management.base import BaseCommand

from steering.services.exports import forget_expired_exports


class Command(BaseCommand):
    help = "Erase the exports whose time has come."

    def handle(self, *_: Any, **__: Any) -> None:
        self.stdout.write(f"{forget_expired_exports()} exports erased.")
