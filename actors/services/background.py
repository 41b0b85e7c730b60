"""Tasks whose worker, or whose database, was stopped before their end.

`django-tasks-db` leaves the first "running" for ever, and the second "failed". Ours may all be run again: they look at
what is already done (docs/decisions/0041-notifications-and-mails.md).
"""

from datetime import timedelta

from django.db.models import Q
from django.utils import timezone
from django_tasks import TaskResultStatus
from django_tasks_db.models import DBTaskResult

# Longer than any task takes.
LOST_AFTER = timedelta(minutes=15)
# What a database raises that goes away, fills up or breaks a deadlock: no fault of the task, which is tried for a day.
AWAY = ("django.db.utils.OperationalError", "django.db.utils.InterfaceError")
TRIED_FOR = timedelta(days=1)


def resume_lost_tasks(*, older_than: timedelta = LOST_AFTER) -> int:
    """Put back in the queue what has been running for too long to be running, and what met no database. How many."""
    now = timezone.now()
    # Begun in the future: by a clock that has gone back since.
    long_ago = Q(started_at__lt=now - older_than) | Q(started_at__gt=now + LOST_AFTER)
    stopped = Q(status=TaskResultStatus.RUNNING) & long_ago
    met_none = Q(status=TaskResultStatus.FAILED, exception_class_path__in=AWAY, enqueued_at__gt=now - TRIED_FOR)
    lost = DBTaskResult.objects.filter(stopped | met_none)
    return lost.update(status=TaskResultStatus.READY, started_at=None, finished_at=None)
