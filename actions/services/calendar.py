"""What the passing of days changes: an action is planned, under way, then ended, and nobody touches it."""

from django.db.models import Q
from django.utils import timezone

from actions.enums import ActionStatus
from actions.models import ActionPage
from actors.enums import Noun
from catalog.models import Entry
from catalog.services import Outcome, publish_pages


def follow_calendar() -> Outcome:
    """Publish again the actions whose entries say another status than today's. Nothing the second time of a day."""
    today = timezone.localdate()
    actions = ActionPage.objects.live()
    of_status = {
        ActionStatus.PLANNED: actions.filter(started_on__gt=today),
        ActionStatus.UNDER_WAY: actions.filter(
            Q(ended_on__isnull=True) | Q(ended_on__gte=today), started_on__lte=today
        ),
        ActionStatus.ENDED: actions.filter(started_on__lte=today, ended_on__lt=today),
    }
    turned = Q(pk__in=())
    for status, of_today in of_status.items():
        entries = Entry.objects.published().of(Noun.ACTION).filter(page_id__in=of_today.values("pk"))
        turned |= Q(pk__in=entries.exclude(tags__contains=[f"status:{status}"]).values("page_id"))
    return publish_pages(actions.filter(turned).order_by("pk"))
