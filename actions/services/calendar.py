"""What the passing of days changes: an action is planned, under way, then ended, and nobody touches it.

One without an end is of one year more at each New Year.
"""

from django.db.models import Q
from django.utils import timezone

from actions.enums import ActionStatus
from actions.models import ActionPage
from actions.querysets import with_status
from actors.enums import Noun
from catalog.models import Entry
from catalog.services import Outcome, publish_pages


def follow_calendar() -> Outcome:
    """Publish again the actions whose entries say another status than today's, or lack this year though they go on.

    Nothing the second time of a day.
    """
    today = timezone.localdate()
    actions = ActionPage.objects.live()
    expected = [(with_status(status, on=today), f"status:{status}") for status in ActionStatus]
    expected.append((Q(with_status(ActionStatus.UNDER_WAY, on=today), ended_on=None), f"year:{today.year}"))
    turned = Q(pk__in=())
    for of_today, tag in expected:
        entries = Entry.objects.published().of(Noun.ACTION).filter(page_id__in=actions.filter(of_today).values("pk"))
        turned |= Q(pk__in=entries.exclude(tags__contains=[tag]).values("page_id"))
    return publish_pages(actions.filter(turned).order_by("pk"))
