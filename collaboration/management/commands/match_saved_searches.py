"""News for saved searches that a publication cut short told nobody of."""

from typing import Any

from django.core.management.base import BaseCommand

from collaboration.services.searches import match_saved_searches


class Command(BaseCommand):
    help = "Tell those who saved a search of what was published since it was last looked at."

    def handle(self, *_: Any, **__: Any) -> None:
        self.stdout.write(f"{match_saved_searches()} new.")
