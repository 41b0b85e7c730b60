"""Compile the translations of every floor (no gettext tool needed)."""

from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand

from cms.rules.translations import compile_stale


class Command(BaseCommand):
    help = "Compile les traductions (.po) qui ont changé."

    def handle(self, *args: Any, **options: Any) -> None:
        compiled = compile_stale(settings.BASE_DIR)
        if options["verbosity"]:
            self.stdout.write(f"{len(compiled)} traductions compilées.")
