"""Someone's exports."""

from typing import Any

from django.db.models import QuerySet

from steering.models import Export

SHOWN = 30


def exports_of(user: Any) -> QuerySet[Export]:
    """The latest first: those in hand, those to be taken, those that failed or whose time has come."""
    return Export.objects.filter(user=user).defer("page_ids").order_by("-asked_at", "-pk")[:SHOWN]
