"""Tell of actions that began or ended with the day. To be run every night, just after midnight."""

from typing import Any

from django.core.management.base import BaseCommand
from django.utils.translation import gettext as _

from actions.services import follow_calendar


class Command(BaseCommand):
    help = _("Publishes again the actions that began or ended with the day. To be run just after midnight.")

    def handle(self, *args: Any, **options: Any) -> None:
        self.stdout.write(_("Entries brought up to date: %(count)d.") % {"count": follow_calendar().written})
