"""Once a day: requests for access that wait, and those that need not be kept."""

from typing import Any

from django.core.management.base import BaseCommand
from django.utils import timezone

from actors.services.access import remind_deciders, tidy_requests


class Command(BaseCommand):
    help = "Remind those who decide of requests that wait (after 3 and 10 days); erase those decided 90 days ago."

    def handle(self, *_: Any, **__: Any) -> None:
        now = timezone.now()
        self.stdout.write(f"{remind_deciders(now=now)} request(s) reminded of, {tidy_requests(now=now)} erased.")
