"""A clock two days ahead that is set right again, or set back by an hour: nothing waits for days that it invented."""

import time
from datetime import timedelta

import pytest
from axes.models import AccessAttempt
from django.core.cache import caches
from django.core.mail import EmailMessage
from django.utils import timezone

from actors.models import OutgoingMail
from actors.services.background import resume_lost_tasks
from actors.services.mails import WAITS, deliver_waiting_mails, keep_mail
from actors.services.sessions import forget_old_failures
from tests.factories.tasks import TaskFactory
from upkeep.rules.chores import CHORES, SKEW, is_due

AHEAD = timedelta(days=2)


@pytest.mark.parametrize("chore", CHORES, ids=lambda chore: chore.name)
def test_a_chore_begun_in_days_to_come_is_done_again_today_and_once(chore):
    now = timezone.localtime()
    assert is_due(chore, started_at=now + AHEAD, failed=False, now=now)
    assert not is_due(chore, started_at=now, failed=False, now=now)


def test_clocks_that_differ_by_a_little_do_not_do_it_twice():
    chore, now = CHORES[0], timezone.localtime()
    assert not is_due(chore, started_at=now + SKEW, failed=False, now=now)


@pytest.mark.parametrize("jump", [timedelta(days=2), -timedelta(hours=1)], ids=["two days on", "an hour back"])
def test_a_process_keeps_things_as_long_as_they_are_to_be_kept(jump, monkeypatch):
    wall = time.time
    for cache in (caches["default"], caches["live"]):
        cache.set("short", 1, 0.2)
        cache.set("long", 1, 60)
        monkeypatch.setattr(time, "time", lambda: wall() + jump.total_seconds())
        assert cache.get("long") == 1
        time.sleep(0.25)
        assert cache.get("short") is None
        monkeypatch.setattr(time, "time", wall)


@pytest.mark.django_db
def test_a_mail_put_off_by_that_clock_leaves_all_the_same(mailoutbox):
    keep_mail(EmailMessage("Objet", "Texte", "from@example.org", ["a@example.org"]))
    OutgoingMail.objects.update(due_at=timezone.now() + WAITS[-1], attempts=len(WAITS))
    assert (deliver_waiting_mails(), len(mailoutbox)) == (0, 0)
    OutgoingMail.objects.update(due_at=timezone.now() + AHEAD)
    assert (deliver_waiting_mails(), len(mailoutbox)) == (1, 1)


@pytest.mark.django_db
def test_a_task_begun_by_that_clock_whose_worker_died_is_taken_up():
    TaskFactory(status="RUNNING", started_at=timezone.now() + AHEAD)
    assert resume_lost_tasks() == 1


@pytest.mark.django_db
def test_nobody_is_kept_out_until_a_day_to_come():
    attempt = AccessAttempt.objects.create(username="membre", ip_address="10.0.0.1", failures_since_start=5)
    AccessAttempt.objects.filter(pk=attempt.pk).update(attempt_time=timezone.now() + AHEAD)
    assert forget_old_failures() == 1
