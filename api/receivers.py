"""What was published is told to partners, a few seconds later and all together."""

from datetime import datetime, timedelta
from typing import Any

from django.core.cache import cache
from django.dispatch import receiver
from django.utils import timezone

from actors.models import ApiKey
from actors.signals import key_renewed
from api.models import Webhook
from api.services import webhooks
from api.signals import delivery_due
from api.tasks import deliver, tell_of_changes
from catalog.signals import published

# A little less than the wait: what is published after the mark is gone is looked for by a task of its own.
MARK, MARKED_S, WAIT = "api.changes_to_tell", 4, timedelta(seconds=5)


@receiver(published)
def look_for_changes(**_: Any) -> None:
    if cache.add(MARK, 1, MARKED_S) and Webhook.objects.filter(ended_at__isnull=True).exists():
        tell_of_changes.using(run_after=timezone.now() + WAIT).enqueue()


@receiver(delivery_due)
def enqueue_delivery(delivery_id: int, due_at: datetime | None, **_: Any) -> None:
    (deliver.using(run_after=due_at) if due_at else deliver).enqueue(delivery_id)


@receiver(key_renewed)
def follow_key(former: ApiKey, following: ApiKey, **_: Any) -> None:
    webhooks.follow_key(former, following)
