"""What the passing of days changes: an action is planned, under way, then ended, and nobody touches it."""

from django.db.models import Q
from django.utils import timezone

from actions.enums import ActionStatus
from actions.models import ActionPage
from actions.querysets import with_status
from actors.enums import Noun
from catalog.models import Entry
from catalog.services import Outcome, publish_pages


def follow_calendar() -> Outcome:
    """Publish again the actions whose entries say another status than today's. Nothing the second time of a day."""
    today = timezone.localdate()
    actions = ActionPage.objects.live()
    turned = Q(pk__in=())
    for status in ActionStatus:
        of_today = actions.filter(with_status(status, on=today))
        entries = Entry.objects.published().of(Noun.ACTION).filter(page_id__in=of_today.values("pk"))
        turned |= Q(pk__in=entries.exclude(tags__contains=[f"status:{status}"]).values("page_id"))
    return publish_pages(actions.filter(turned).order_by("pk"))
