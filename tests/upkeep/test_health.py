from datetime import timedelta
from io import StringIO

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import storages
from django.core.management import CommandError, call_command
from django.db import OperationalError, connection
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from actors.enums import MailState
from actors.models import MailTrace, OutgoingMail
from tests.factories.tasks import TaskFactory
from tests.factories.territories import CommuneFactory
from upkeep import views
from upkeep.models import ChoreRun
from upkeep.queries import health
from upkeep.queries.waiting import what_waits
from upkeep.rules.backups import SUMS, name_of
from upkeep.rules.chores import CHORES
from upkeep.rules.findings import Severity

GOOD, DOUBTFUL, BAD = Severity.GOOD, Severity.DOUBTFUL, Severity.BAD


def test_the_process_answers_whatever_the_database_does(client):
    answer = client.get("/healthz")
    assert (answer.status_code, answer.content) == (200, b"ok\n")
    assert "no-store" in answer["Cache-Control"]


@pytest.mark.django_db
def test_it_is_ready_with_its_tables_and_not_without_its_database(client, monkeypatch):
    assert client.get("/readyz").json() == {"status": "ok"}
    monkeypatch.setattr(views, "_seen", set())
    monkeypatch.setattr(views, "pending_migrations", lambda: 2)
    assert (client.get("/readyz").status_code, client.get("/readyz").json()) == (503, {"status": "migrate"})

    def away():
        raise OperationalError

    monkeypatch.setattr(connection, "cursor", away)
    assert (client.get("/readyz").status_code, client.get("/readyz").json()) == (503, {"status": "database"})


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("wrong", "words"),
    [
        ({"DEBUG": True}, "DEBUG"),
        ({"SECURE_SSL_REDIRECT": False}, "HTTPS"),
        ({"ALLOWED_HOSTS": ["*"]}, "ALLOWED_HOSTS"),
        ({"SECOND_FACTOR_REQUIRED": False}, "second facteur"),
    ],
)
def test_settings_that_harm_are_told(settings, wrong, words):
    settings.SECURE_SSL_REDIRECT, settings.ALLOWED_HOSTS = True, ["example.org"]
    assert health.settings_in_force().severity == GOOD
    for name, value in wrong.items():
        setattr(settings, name, value)
    found = health.settings_in_force()
    assert (found.severity, words in found.said) == (BAD, True)


@pytest.mark.django_db
def test_the_database_is_looked_into(monkeypatch):
    assert health.database_server().severity == GOOD
    assert health.tables().severity == GOOD
    monkeypatch.setattr(health, "EXTENSIONS", frozenset({"unaccent", "postgis"}))
    assert "postgis" in health.database_server().said
    monkeypatch.setattr(health, "time", lambda: 0)
    monkeypatch.setattr(health, "EXTENSIONS", frozenset())
    assert "NTP" in health.database_server().said
    monkeypatch.setattr(health, "OLDEST_POSTGRES", 990_000)
    assert health.database_server().severity == BAD


@pytest.mark.django_db
def test_territories_are_asked_for():
    assert health.territories().severity == BAD
    CommuneFactory()
    assert health.territories().severity == GOOD


@pytest.mark.django_db
def test_a_worker_that_does_not_run_is_seen_by_what_waits():
    now = timezone.now()
    assert health.worker().severity == GOOD
    failed = TaskFactory(status="FAILED", run_after=now, finished_at=now)
    assert health.worker().severity == DOUBTFUL
    failed.delete()
    # As a task is kept that nobody asked to wait, then one that was to be done later.
    late = TaskFactory(run_after=None)
    DBTaskResult.objects.update(enqueued_at=now - timedelta(minutes=6))
    assert "db_worker" in health.worker().said
    assert {name: value for name, _what, value in what_waits()}["tasks_waiting"] == 1
    for due_at, severity in ((now - timedelta(minutes=6), BAD), (now, GOOD), (now + timedelta(hours=1), GOOD)):
        DBTaskResult.objects.filter(pk=late.pk).update(run_after=due_at)
        assert health.worker().severity == severity


@pytest.mark.django_db
def test_mails_that_wait_or_were_given_up_are_told():
    assert health.mails().severity == GOOD
    trace = MailTrace.objects.create(message_id="<1@x>", kind="k", state=MailState.GIVEN_UP, done_at=timezone.now())
    assert health.mails().severity == DOUBTFUL
    OutgoingMail.objects.create(to="a@example.org", subject="s", text="t", from_email="f@example.org", trace=trace)
    MailTrace.objects.update(queued_at=timezone.now() - timedelta(hours=2))
    assert "EMAIL_URL" in health.mails().said


@pytest.mark.django_db
def test_chores_that_nobody_does_are_told():
    assert "do_chores" in health.chores().said
    now = timezone.now()
    ChoreRun.objects.bulk_create(ChoreRun(name=chore.name, started_at=now, ended_at=now) for chore in CHORES)
    assert health.chores().severity == GOOD
    ChoreRun.objects.filter(name="refresh_areas").update(problem="OSError (areas.py:3)")
    assert "refresh_areas: OSError" in health.chores().said
    ChoreRun.objects.filter(name="refresh_areas").update(problem="", ended_at=now - timedelta(days=3))
    assert health.chores().said.endswith("refresh_areas.")


def test_an_old_backup_or_none_is_told(settings):
    assert health.backups().severity == BAD
    settings.BACKUP_RECIPIENTS = ["age1…"]
    assert "manage.py backup" in health.backups().said
    vault = storages["backups"]
    old = vault.save(f"{name_of(timezone.now() - timedelta(days=2))}/{SUMS}", ContentFile(b""))
    assert health.backups().severity == BAD
    new = vault.save(f"{name_of(timezone.now())}/{SUMS}", ContentFile(b""))
    assert health.backups().severity == GOOD
    vault.delete(old), vault.delete(new)


@pytest.mark.django_db
def test_the_doctor_says_everything_in_french_and_fails_when_something_is_to_be_repaired():
    out = StringIO()
    with pytest.raises(CommandError, match="réparé"):
        call_command("doctor", stdout=out, no_color=True)
    lines = out.getvalue().splitlines()
    assert len(lines) == len([*health.WITHOUT_DATABASE, *health.WITH_DATABASE, *health.WITH_TABLES])
    assert "✗ Territoires : Aucun pour l’instant : lancez « manage.py load_territories »." in lines
    assert "✓ Tables : À jour." in lines
    quiet = StringIO()
    with pytest.raises(CommandError):
        call_command("doctor", quiet=True, stdout=quiet, no_color=True)
    assert quiet.getvalue().splitlines() == [line for line in lines if not line.startswith("✓")]


def test_without_a_database_the_doctor_says_what_can_be_seen(monkeypatch):
    def away():
        raise OperationalError

    monkeypatch.setattr(connection, "ensure_connection", away)
    *_others, last = health.look()
    assert (last.severity, "DATABASE_URL" in last.said) == (BAD, True)
