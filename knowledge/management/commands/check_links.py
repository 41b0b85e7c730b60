"""manage.py check_links"""

from typing import Any

from django.core.management.base import BaseCommand

from knowledge.services.links import check_links


class Command(BaseCommand):
    help = "Look at the links of published practices, on the web and on the platform, for the editors' report. Weekly."

    def handle(self, *_: Any, **__: Any) -> None:
        self.stdout.write(f"{check_links()} broken link(s)")
