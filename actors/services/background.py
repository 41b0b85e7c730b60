"""Tasks whose worker was stopped before their end.

`django-tasks-db` leaves them "running" for ever. Ours may all be run again: they look at what is already done
(docs/decisions/0041-notifications-and-mails.md).
"""

from datetime import timedelta

from django.utils import timezone
from django_tasks import TaskResultStatus
from django_tasks_db.models import DBTaskResult

# Longer than any task takes.
LOST_AFTER = timedelta(minutes=15)


def resume_lost_tasks(*, older_than: timedelta = LOST_AFTER) -> int:
    """Put back in the queue what has been running for too long to be running. How many there were."""
    lost = DBTaskResult.objects.filter(status=TaskResultStatus.RUNNING, started_at__lt=timezone.now() - older_than)
    return lost.update(status=TaskResultStatus.READY, started_at=None)
