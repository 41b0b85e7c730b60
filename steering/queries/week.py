"""What changed lately among what a viewer may read."""

from datetime import timedelta

from django.db.models import QuerySet
from django.utils import timezone

from actors.rules import Viewer
from catalog.models import Entry

WEEK = timedelta(days=7)


def recent_changes(viewer: Viewer, *, limit: int = 12) -> QuerySet[Entry]:
    """Published things that changed in the last seven days, the latest first."""
    return Entry.objects.visible_to(viewer).filter(changed_at__gte=timezone.now() - WEEK).order_by("-change")[:limit]
