from datetime import datetime, time, timedelta
from zlib import crc32
from zoneinfo import ZoneInfo

import pytest
from django.core.management import CommandError, call_command, get_commands
from django.db import connection
from django.utils import timezone

from tests.architecture.test_house import FLOORS, ROOT
from upkeep.models import ChoreRun
from upkeep.rules.chores import CHORES, Chore, Daily, Every, Weekly, is_due
from upkeep.services.chores import LOCK, do_chores

PARIS = ZoneInfo("Europe/Paris")
# What somebody asks for: installing, importing, repairing, measuring.
BY_HAND = {
    "backup",
    "compile_catalogs",
    "create_key",
    "derive_outlines",
    "demo",
    "do_chores",
    "doctor",
    "give_scope",
    "import_actions",
    "import_practices",
    "import_sites",
    "index_catalog",
    "judge_search",
    "load_territories",
    "rgaa",
    "restore",
    "rights",
    "time_migrations",
}


def at(text):
    return datetime.fromisoformat(text).replace(tzinfo=PARIS)


@pytest.mark.parametrize(
    ("schedule", "now", "last"),
    [
        (Every(5), "2026-11-27 14:03:59", "2026-11-27 14:00"),
        (Every(5), "2026-11-27 14:05:00", "2026-11-27 14:05"),
        (Daily(time(4)), "2026-11-27 03:59", "2026-11-26 04:00"),
        (Daily(time(4)), "2026-11-27 04:00", "2026-11-27 04:00"),
        (Daily(time(4)), "2026-03-29 12:00", "2026-03-29 04:00"),
        (Weekly(0, time(7)), "2026-11-30 06:59", "2026-11-23 07:00"),
        (Weekly(0, time(7)), "2026-11-30 07:00", "2026-11-30 07:00"),
        (Weekly(0, time(7)), "2026-11-29 23:00", "2026-11-23 07:00"),
    ],
)
def test_a_schedule_knows_its_last_moment(schedule, now, last):
    assert schedule.last_before(at(now)) == at(last)


def test_what_was_missed_is_caught_up_once_and_what_failed_is_tried_again():
    chore, now = Chore("refresh_areas", Daily(time(4))), at("2026-11-27 14:00")
    assert is_due(chore, started_at=None, failed=False, now=now)
    assert is_due(chore, started_at=at("2026-11-24 04:00"), failed=False, now=now)
    assert not is_due(chore, started_at=at("2026-11-27 13:55"), failed=False, now=now)
    assert not is_due(chore, started_at=at("2026-11-27 13:55"), failed=True, now=now)
    assert is_due(chore, started_at=at("2026-11-27 13:50"), failed=True, now=now)


def test_every_chore_is_a_command_and_is_told_once():
    assert {chore.command for chore in CHORES} <= get_commands().keys()
    assert len({chore.name for chore in CHORES}) == len(CHORES)
    told = (ROOT / "docs" / "deploy.md").read_text()
    assert [chore.command for chore in CHORES if f"| `{chore.command}` |" not in told] == []


def test_every_command_of_ours_is_done_by_a_chore_or_by_hand():
    """A new command that has to be run every night cannot be forgotten."""
    ours = {command for command, app in get_commands().items() if app in FLOORS}
    assert ours - {chore.command for chore in CHORES} == BY_HAND


@pytest.mark.django_db
def test_every_chore_can_be_done_on_an_empty_installation(capsys, settings):
    settings.TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}}
    call_command("do_chores")
    assert {run.name for run in ChoreRun.objects.filter(problem="")} == {chore.name for chore in CHORES}
    call_command("do_chores", list=True)
    assert len(capsys.readouterr().out.splitlines()) == len(CHORES)


@pytest.mark.django_db
def test_one_that_fails_is_told_without_its_words_and_the_others_are_done():
    broken, good = Chore("give_scope", Every(1)), Chore("purge_receipts", Every(1))
    runs = list(do_chores((broken, good)))
    assert [bool(run.problem) for run in runs] == [True, False]
    assert runs[0].problem.startswith("CommandError (")
    assert "email" not in runs[0].problem
    assert list(do_chores((broken, good))) == []
    ChoreRun.objects.update(started_at=timezone.now() - timedelta(minutes=11))
    assert [run.name for run in do_chores((broken, good))] == ["give_scope", "purge_receipts"]


@pytest.mark.django_db
def test_what_another_process_is_doing_is_left_to_it():
    chore = Chore("purge_receipts", Every(1))
    other = connection.copy()
    try:
        with other.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_lock(%s, %s)", [LOCK, crc32(chore.name.encode()) - (1 << 31)])
            assert list(do_chores((chore,))) == []
            cursor.execute("SELECT pg_advisory_unlock_all()")
    finally:
        other.close()
    assert [run.name for run in do_chores((chore,))] == ["purge_receipts"]


@pytest.mark.django_db
def test_the_command_fails_when_a_chore_does(monkeypatch):
    monkeypatch.setattr("upkeep.services.chores.CHORES", ())
    from upkeep.management.commands import do_chores as command

    monkeypatch.setattr(command, "do_chores", lambda: iter([ChoreRun(name="x", problem="OSError (a.py:1)")]))
    with pytest.raises(CommandError, match=r"x : OSError \(a.py:1\)"):
        call_command("do_chores")
