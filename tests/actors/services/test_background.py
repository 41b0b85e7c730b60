from datetime import timedelta

import pytest
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from actors.services.background import LOST_AFTER, TRIED_FOR, resume_lost_tasks
from tests.factories.tasks import TaskFactory

pytestmark = pytest.mark.django_db
AWAY, OTHER = "django.db.utils.OperationalError", "builtins.ValueError"


@pytest.mark.parametrize(
    ("status", "error", "started", "asked", "resumed"),
    [
        ("RUNNING", "", LOST_AFTER * 2, timedelta(), True),
        ("RUNNING", "", timedelta(), timedelta(), False),
        ("FAILED", AWAY, timedelta(), timedelta(), True),
        ("FAILED", AWAY, timedelta(), TRIED_FOR * 2, False),
        ("FAILED", OTHER, LOST_AFTER * 2, timedelta(), False),
        ("SUCCESSFUL", "", LOST_AFTER * 2, timedelta(), False),
    ],
)
def test_what_a_stopped_worker_or_an_absent_database_left_is_taken_up(status, error, started, asked, resumed):
    now = timezone.now()
    task = TaskFactory(status=status, started_at=now - started, exception_class_path=error)
    DBTaskResult.objects.update(enqueued_at=now - asked)
    assert resume_lost_tasks() == resumed
    task.refresh_from_db()
    assert (task.status == "READY") is resumed
