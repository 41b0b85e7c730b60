"""Five hundred notifications by mail, to a real SMTP server, by a real worker killed in the middle and started again.

Nothing here is in the test's transaction: another process reads what is committed. It is taken away at the end.
"""

import os
import socket
import subprocess
import sys
from collections import Counter
from datetime import timedelta
from email import message_from_bytes
from pathlib import Path

import pytest
from aiosmtpd.controller import Controller
from django.db import connection, transaction
from django_tasks_db.models import DBTaskResult

from actors.enums import MailState
from actors.models import MailTrace, OutgoingMail
from actors.services.background import resume_lost_tasks
from actors.services.mails import deliver_mail, queue_mail
from tests.upkeep.faults.stage import wait as wait_until

ROOT = Path(__file__).resolve().parents[2]
MAILS, KILLED_AFTER = 500, (60, 200, 350)
STOPPED_MAILS, STOPPED_AFTER = 120, (20, 50, 80)
NOW = timedelta()
LONGEST_S = 240
AS_WORKER = "worker of tests"
WORKERS = "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND application_name = %s"


class Inbox:
    """What the server said yes to, by Message-ID."""

    def __init__(self):
        self.accepted = Counter()
        self.workers = []

    async def handle_DATA(self, server, session, envelope):  # noqa: N802 - aiosmtpd calls it so
        mail = message_from_bytes(envelope.content)
        self.accepted[mail["Message-ID"], envelope.rcpt_tos[0]] += 1
        return "250 OK"


@pytest.fixture
def inbox():
    kept = Inbox()
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        kept.port = free.getsockname()[1]
    server = Controller(kept, hostname="127.0.0.1", port=kept.port)
    server.start()
    yield kept
    for process in kept.workers:
        process.kill()  # those of a test that failed are still there
        process.wait()
    server.stop()


@pytest.fixture
def _committed(django_db_setup, django_db_blocker, settings):
    settings.TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend", "QUEUES": []}}
    with django_db_blocker.unblock():
        yield
        for model in (OutgoingMail, MailTrace, DBTaskResult):
            model.objects.all().delete()
        connection.close()


def worker(inbox) -> subprocess.Popen:
    environment = os.environ | {
        "DJANGO_SETTINGS_MODULE": "tests.collaboration.worker_settings",
        "TESTED_DATABASE": connection.settings_dict["NAME"],
        "TESTED_SMTP_PORT": str(inbox.port),
        "PGAPPNAME": AS_WORKER,
    }
    command = [sys.executable, "manage.py", "db_worker", "--interval", "0.1", "--no-startup-delay", "--no-reload"]
    silent = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
    inbox.workers.append(subprocess.Popen(command, cwd=ROOT, env=environment, **silent))
    return inbox.workers[-1]


def wait(until, *, process):
    def is_so():
        assert process.poll() is None, "the worker stopped by itself"
        return until()

    wait_until(is_so, what="the worker is too slow", longest_s=LONGEST_S)


def is_gone():
    """PostgreSQL still ends what a killed worker had asked: a task that it commits later would be nobody's."""
    with connection.cursor() as cursor:
        cursor.execute(WORKERS, [AS_WORKER])
        return cursor.fetchone() == (0,)


@pytest.mark.usefixtures("_committed")
def test_a_worker_killed_in_the_middle_loses_no_mail_and_doubles_can_be_told(inbox):
    with transaction.atomic():
        for number in range(MAILS):
            queue_mail(
                to=f"personne{number}@example.org", subject="Du nouveau", template="layout", context={"number": number}
            )
    for share in KILLED_AFTER:
        process = worker(inbox)
        wait(lambda share=share: sum(inbox.accepted.values()) >= share, process=process)
        process.kill()
        process.wait(timeout=30)
        wait_until(is_gone, what="PostgreSQL is not done with a killed worker", longest_s=LONGEST_S)
        resume_lost_tasks(older_than=NOW)
    process = worker(inbox)
    wait(lambda: not OutgoingMail.objects.exists(), process=process)
    process.terminate()
    process.wait(timeout=30)

    doubles = sum(inbox.accepted.values()) - MAILS
    assert len({to for _message_id, to in inbox.accepted}) == MAILS
    # One mail at most is between the server's yes and the commit when its worker is killed; its Message-ID tells.
    assert len(inbox.accepted) == MAILS
    assert doubles <= len(KILLED_AFTER)
    assert Counter(MailTrace.objects.values_list("state", flat=True)) == {MailState.SENT: MAILS}
    sys.stdout.write(f"{MAILS} mails, {len(KILLED_AFTER)} workers killed, {doubles} sent twice\n")


@pytest.mark.usefixtures("_committed")
def test_workers_stopped_as_a_service_is_stopped_send_each_mail_once(inbox):
    """SIGTERM, what every restart and every deployment sends: the mail in hand is finished first."""
    with transaction.atomic():
        for number in range(STOPPED_MAILS):
            queue_mail(to=f"personne{number}@example.org", subject="Du nouveau", template="layout", context={})
    for share in STOPPED_AFTER:
        process = worker(inbox)
        wait(lambda share=share: sum(inbox.accepted.values()) >= share, process=process)
        process.terminate()
        process.wait(timeout=30)
        # The library's worker ends at once between taking a task up and beginning it: the chore puts that one back.
        assert resume_lost_tasks(older_than=NOW) <= 1
    process = worker(inbox)
    wait(lambda: not OutgoingMail.objects.exists(), process=process)
    process.terminate()
    process.wait(timeout=30)
    assert len({to for _message_id, to in inbox.accepted}) == STOPPED_MAILS
    assert set(inbox.accepted.values()) == {1}


@pytest.mark.usefixtures("_committed")
def test_a_mail_accepted_and_not_committed_leaves_again_with_the_same_name(inbox, settings):
    settings.MAIL_DELIVERY_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", inbox.port
    queue_mail(to="personne@example.org", subject="Du nouveau", template="layout", context={})
    kept = OutgoingMail.objects.get()
    with transaction.atomic():
        deliver_mail(kept.pk)
        transaction.set_rollback(True)  # the machine stops here
    deliver_mail(kept.pk)
    deliver_mail(kept.pk)
    assert list(inbox.accepted.values()) == [2]
