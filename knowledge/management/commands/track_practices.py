"""manage.py track_practices"""

from typing import Any

from django.core.management.base import BaseCommand

from knowledge.services.tracking import track_practices


class Command(BaseCommand):
    help = "Follow again, from scratch, the sites of every practice, and compare them with similar ones. Every night."

    def handle(self, *_: Any, **__: Any) -> None:
        self.stdout.write(f"{track_practices()} practice(s) with other figures than before")
