"""Publishes what everyone may know: how the platform is used (each day), the open dataset (each month).

Run once a day, after refresh_areas. What was published is not written again.
"""

from typing import Any

from django.core.management.base import BaseCommand

from steering.services import publish_statistics


class Command(BaseCommand):
    help = __doc__

    def handle(self, *args: Any, **options: Any) -> None:
        used, month = publish_statistics()
        self.stdout.write(f"use of {used}; open dataset of {month or 'no month: no area is published'}")
