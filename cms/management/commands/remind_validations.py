"""Reminds those whose validation has been awaited for a week, and asks the level above after fifteen days."""

from typing import Any

from django.core.management.base import BaseCommand

from cms.services import remind_validations


class Command(BaseCommand):
    help = __doc__

    def handle(self, *args: Any, **options: Any) -> None:
        reminded = remind_validations()
        self.stdout.write(f"{reminded.people} people told, {reminded.escalated} validations passed on")
