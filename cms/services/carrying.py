"""What a verb decides beside versions (the end of an action) is written in those that may still be published."""

from collections.abc import Mapping
from typing import Any

from django.core.serializers.json import DjangoJSONEncoder
from django.db.models import Q
from wagtail.models import Revision

from cms.models import PlatformPage


def carry_over(page: PlatformPage, values: Mapping[str, Any]) -> None:
    """Otherwise publishing one of them would take back what was decided since it was written."""
    kept = Q(pk__in=[key for key in (page.latest_revision_id, page.live_revision_id) if key])
    said = {name: DjangoJSONEncoder().default(value) if _is_dated(value) else value for name, value in values.items()}
    for revision in page.revisions.filter(kept | Q(approved_go_live_at__isnull=False)).order_by("pk"):
        Revision.objects.filter(pk=revision.pk).update(content={**revision.content, **said})


def _is_dated(value: Any) -> bool:
    return hasattr(value, "isoformat")
