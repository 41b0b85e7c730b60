"""Changes that another search engine was not told of, where there is one."""

from typing import Any

from django.core.management.base import BaseCommand

from catalog.services.engine import follow_changes


class Command(BaseCommand):
    help = "Bring the search engine in step with the catalogue: what was published or withdrawn since it last followed."

    def handle(self, *_: Any, **__: Any) -> None:
        self.stdout.write(f"{follow_changes()} written.")
