"""What waits and what is late, as numbers that a machine watches."""

from collections.abc import Iterator
from datetime import datetime

from django.utils import timezone
from django_tasks import TaskResultStatus
from django_tasks_db.models import DBTaskResult

from actors.models import OutgoingMail
from catalog.queries.version import dataset_version
from upkeep.models import ChoreRun
from upkeep.rules.chores import CHORES, is_late


def what_waits() -> Iterator[tuple[str, str, float]]:
    """Name, meaning, value. Seconds are those that the oldest has waited."""
    now = timezone.now()
    ready = DBTaskResult.objects.ready()  # of an ordinary task, `run_after` is the end of time
    oldest = ready.order_by("enqueued_at").values_list("enqueued_at", flat=True).first()
    yield "tasks_waiting", "Tasks that no worker has taken", ready.count()
    yield "tasks_waiting_seconds", "Since when the oldest of them waits", _since(oldest, now)
    failed = DBTaskResult.objects.filter(status=TaskResultStatus.FAILED)
    yield "tasks_failed", "Tasks that failed, of those still kept", failed.count()
    yield "mails_waiting", "Mails that have not left", OutgoingMail.objects.count()
    ended = {run.name: run.ended_at and timezone.localtime(run.ended_at) for run in ChoreRun.objects.all()}
    late = sum(is_late(chore, ended_at=ended.get(chore.name), now=timezone.localtime(now)) for chore in CHORES)
    yield "chores_late", "Recurring work that is late", late
    yield "catalogue_version", "Number of the last public change", dataset_version().number or 0


def _since(moment: datetime | None, now: datetime) -> float:
    return (now - moment).total_seconds() if moment else 0.0
