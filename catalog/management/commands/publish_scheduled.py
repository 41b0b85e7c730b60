"""Wagtail's command, one transaction per page.

Wagtail's own commits a page before the catalogue has followed, and stops at the first page that fails.
"""

from collections.abc import Callable
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext
from wagtail.models import Page, Revision


class Command(BaseCommand):
    help = gettext("Publishes and withdraws the pages whose hour has come. To be run every few minutes.")

    def handle(self, *args: Any, **options: Any) -> None:
        now = timezone.now()
        failures = 0
        for page in Page.objects.filter(live=True, expire_at__lt=now).order_by("expire_at", "pk").specific():
            failures += not self.succeeds(
                page.title, page.unpublish, set_expired=True, log_action="wagtail.unpublish.scheduled"
            )
        for revision in Revision.objects.filter(approved_go_live_at__lt=now).order_by("approved_go_live_at", "pk"):
            failures += not self.succeeds(revision.object_str, revision.publish, log_action="wagtail.publish.scheduled")
        if failures:
            raise CommandError(gettext("%(n)d scheduled changes failed: see the log.") % {"n": failures})

    def succeeds(self, name: str, change: Callable[..., None], **options: Any) -> bool:
        try:
            with transaction.atomic():
                change(**options)
        except Exception as error:  # noqa: BLE001 (whatever it is, the next page must have its turn)
            self.stderr.write(f"{name}: {error!r}")
            return False
        return True
