"""Forget the readings older than twelve months. To be run once a day."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _

from actors.queries.chain import check_chain
from actors.services.readings import BrokenChainError, purge_readings


class Command(BaseCommand):
    help = _("Forgets the readings older than twelve months. To be run once a day.")

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            gone = purge_readings()
        except BrokenChainError as error:
            raise CommandError(check_chain().problem) from error
        if options["verbosity"]:
            self.stdout.write(_("%d readings forgotten.") % gone)
