"""Loads the places of a country, or a newer edition of them."""

from pathlib import Path
from time import monotonic
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils.translation import gettext as _

from territories.imports import EditionError, import_edition, latest_edition
from territories.services import Loaded


class Command(BaseCommand):
    help = _("Loads the territories of a country. Can be run again, on the same edition or on a newer one.")

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--edition", type=Path, help=_("Folder of the edition (the newest shipped by default)."))
        parser.add_argument("--country", default="FR", help=_("ISO 3166-1 code of the country."))

    def handle(self, *args: Any, **options: Any) -> None:
        country, started = options["country"].upper(), monotonic()
        try:
            folder = options["edition"] or latest_edition(country)
            self.stdout.write(_("Reading the territories of %(folder)s…") % {"folder": folder.name})
            loaded = import_edition(folder, country=country, say=self._say_read)
        except EditionError as error:
            raise CommandError(_("No edition of territories here: %(place)s") % {"place": error}) from error
        self._say_loaded(loaded, monotonic() - started)

    def _say_read(self, places: int, outlines: int) -> None:
        self.stdout.write(
            _("%(places)d places and %(outlines)d outlines read. Writing…") % {"places": places, "outlines": outlines}
        )

    def _say_loaded(self, loaded: Loaded, seconds: float) -> None:
        if loaded.is_unchanged:
            message = _("Nothing has changed: %(total)d territories are up to date (%(seconds).0f s).")
        else:
            message = _(
                "%(total)d territories: %(new)d new, %(changed)d changed, %(replaced)d replaced, "
                "%(outlines)d outlines written (%(seconds).0f s)."
            )
        counts = {name: getattr(loaded, name) for name in ("total", "new", "changed", "replaced", "outlines")}
        self.stdout.write(self.style.SUCCESS(message % {**counts, "seconds": seconds}))
        if loaded.changed or loaded.replaced:
            self.stdout.write(_("Now run rebuild_catalog: what is published must follow."))
        if loaded.unresolved:
            names = ", ".join(loaded.unresolved[:20])
            self.stderr.write(
                _("%(count)d places are no longer in the edition, without a successor (successors.csv): %(names)s")
                % {"count": len(loaded.unresolved), "names": names}
            )
