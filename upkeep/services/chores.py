"""Doing what is due, each chore by one process at a time, wherever it runs."""

import traceback
from collections.abc import Iterator
from contextlib import contextmanager
from io import StringIO
from pathlib import Path
from zlib import crc32

from django.core.management import call_command
from django.db import connection
from django.utils import timezone

from upkeep.models import ChoreRun
from upkeep.rules.chores import CHORES, Chore, is_due

# Any number of ours: the first half of the lock that holds a chore.
LOCK = 20_180_126


def do_chores(chores: tuple[Chore, ...] = CHORES) -> Iterator[ChoreRun]:
    """Those whose time has come, one after the other; each is answered when it is done or has failed.

    A chore that another process is doing is left to it: a long one holds nobody else up.
    """
    for chore in chores:
        with _held(chore) as is_ours:
            if is_ours and _is_due(chore):
                yield _do(chore)


def _is_due(chore: Chore) -> bool:
    last = ChoreRun.objects.filter(pk=chore.name).first()
    return is_due(
        chore,
        started_at=timezone.localtime(last.started_at) if last else None,
        failed=bool(last and last.problem),
        now=timezone.localtime(),
    )


def _do(chore: Chore) -> ChoreRun:
    run, _created = ChoreRun.objects.update_or_create(
        name=chore.name, defaults={"started_at": timezone.now(), "ended_at": None, "problem": ""}
    )
    try:
        call_command(chore.command, *chore.arguments, stdout=StringIO())
    except (Exception, SystemExit) as error:  # noqa: BLE001 (whatever a chore raises, the others are done)
        run.problem = _where(error)
    run.ended_at = timezone.now()
    run.save()
    return run


def _where(error: BaseException) -> str:
    last = traceback.extract_tb(error.__traceback__)[-1]
    return f"{type(error).__name__} ({Path(last.filename).name}:{last.lineno})"[:200]


@contextmanager
def _held(chore: Chore) -> Iterator[bool]:
    half = crc32(chore.name.encode()) - (1 << 31)
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_lock(%s, %s)", [LOCK, half])
        [is_ours] = cursor.fetchone()
    try:
        yield is_ours
    finally:
        if is_ours:
            with connection.cursor() as cursor:
                cursor.execute("SELECT pg_advisory_unlock(%s, %s)", [LOCK, half])
