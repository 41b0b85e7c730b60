"""Put the latest readings in their chain. To be run every minute or so."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _

from actors.queries.chain import check_chain
from actors.services.readings import BrokenChainError, seal_readings


class Command(BaseCommand):
    help = _("Seals the latest readings in their chain. To be run every minute or so.")

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            sealed = seal_readings()
        except BrokenChainError as error:
            raise CommandError(check_chain().problem) from error
        if options["verbosity"]:
            self.stdout.write(_("%d readings sealed.") % sealed)
