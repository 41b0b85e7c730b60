"""Fill the search engine of CATALOG_SEARCH again from the catalogue."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError

from catalog.queries.engine import engine
from catalog.services.engine import rebuild_engine


class Command(BaseCommand):
    help = "Remplit le moteur de recherche de l’installation (OPENSEARCH_URL) depuis le catalogue."

    def handle(self, *_: Any, **options: Any) -> None:
        if engine() is None:
            raise CommandError("Aucun moteur : la recherche est celle de PostgreSQL, qui n’a rien à remplir.")
        self.stdout.write(f"{rebuild_engine()} fiche(s) indexée(s).")
