"""Forgets the files of results that were imported more than a month ago. To be run once a day."""

from typing import Any

from django.core.management.base import BaseCommand

from actions.services.files import forget_files


class Command(BaseCommand):
    help = __doc__

    def handle(self, *args: Any, **options: Any) -> None:
        self.stdout.write(f"{forget_files()} files forgotten")
