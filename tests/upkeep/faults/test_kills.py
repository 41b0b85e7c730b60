"""kill -9 of web nodes, workers and the database while people write: what they were told is kept, is kept.

`KILLS=1000 pytest tests/upkeep/faults/test_kills.py -s` for the whole; `KILLS_SEED` strikes in the same order again.
"""

import os
import random
import signal
import sys
import time
from collections import Counter
from contextlib import suppress

from django.db import connection
from wagtail.models import TaskState

from catalog.models import Entry
from catalog.services import rebuild_catalog
from cms.models import ValidationState
from sites.models import SitePage
from tests.upkeep.faults.people import Ledger
from tests.upkeep.faults.stage import is_running, wait
from tests.upkeep.faults.world import WORKERS, World, check_messages, check_writes, settle

KILLS = int(os.environ.get("KILLS", "5"))
SEED = int(os.environ.get("KILLS_SEED", "0")) or random.randrange(1, 10**6)
# A process of the database most often: all of its clients lose it at once, and it is back in a moment.
VICTIMS = {"a process of the database": 11, "the database": 2, "a worker": 6, "a web node": 1}
# What must have been acknowledged since the last kill: otherwise the longest (a declaration) would always be cut.
AWAITED, PATIENCE_S = {"message": 9, "observation": 9, "declaration": 1, "publication": 1}, 15


def test_nothing_acknowledged_is_lost_and_nothing_is_there_by_half_or_twice(build):
    stage, ledger = build(nodes=2 if KILLS > 100 else 1), Ledger()
    world = World(stage, ledger)
    stage.start()
    struck = strike(stage, world)
    cut = settle(stage, longest_s=120 + KILLS * 3)
    check_writes(ledger)
    check_messages(world)
    check_catalogue()
    tell(world, struck, cut)
    # A run that never let one kind of write through would say nothing of it.
    assert min(ledger.progress()[kind] for kind in AWAITED) >= KILLS // 50


class Workers:
    """As a supervisor has them: what has ended is started again, whatever ended it."""

    def __init__(self, stage):
        self.stage = stage
        self.pids = [stage.start_worker() for _number in range(WORKERS)]

    def keep_up(self) -> None:
        self.pids = [pid if is_running(pid) else self.stage.start_worker() for pid in self.pids]

    def kill(self, pids: list[int]) -> None:
        for pid in pids:
            with suppress(ProcessLookupError):
                os.kill(pid, signal.SIGKILL)


def strike(stage, world: World) -> Counter:
    """Kill while people write; what was killed before is back meanwhile, or not yet."""
    drawn, struck, workers = random.Random(SEED), Counter(), Workers(stage)
    world.start()
    while struck.total() < KILLS:
        _let_write(world, workers, drawn)
        [victim] = drawn.choices(list(VICTIMS), VICTIMS.values())
        meanwhile = world.being_written()
        if _kill(victim, stage, workers, drawn):
            struck[victim] += 1
            world.struck_while.update(meanwhile or ["nothing"])
    world.end()
    workers.kill(workers.pids)
    return struck


def _let_write(world: World, workers: Workers, drawn: random.Random) -> None:
    """Until something of a kind drawn was acknowledged again; then until somebody writes, and a moment more."""
    before, begun = world.ledger.progress(), time.monotonic()
    [awaited] = drawn.choices(list(AWAITED), AWAITED.values())

    def has_gone_on() -> bool:
        workers.keep_up()
        world.check()
        done = world.ledger.progress() - before
        return bool(done[awaited] or (done and time.monotonic() - begun > PATIENCE_S))

    wait(has_gone_on, what="people can write again")
    wait(world.being_written, what="somebody writes")
    time.sleep(drawn.random() * 0.1)


def _kill(victim: str, stage, workers: Workers, drawn: random.Random) -> bool:
    if victim == "a process of the database":
        backends = stage.backends()
        with suppress(ProcessLookupError):
            if backends:
                os.kill(drawn.choice(backends), signal.SIGKILL)
                return True
        return False
    if victim == "the database":
        stage.kill_database()
    elif victim == "a worker":
        workers.kill([drawn.choice(workers.pids)])
    else:
        node = drawn.choice(stage.nodes)
        if not node.is_up():
            return False
        node.kill()
        node.start()
    return True


def check_catalogue() -> None:
    """What is published is what is live: built again, nothing of the catalogue differs."""
    for page in SitePage.objects.live():
        assert page.live_revision_id, page.pk
        assert page.live_revision.content["title"] == page.title
    published = _fingerprints()
    rebuild_catalog()
    assert set(published) ^ set(_fingerprints()) == set()
    judged = ValidationState.objects.filter(status=TaskState.STATUS_APPROVED).values_list("page", flat=True)
    assert set(Counter(judged).values()) <= {1}
    changes = list(Entry.objects.values_list("change", flat=True))
    assert len(changes) == len(set(changes))
    with connection.cursor() as cursor:
        cursor.execute("SELECT last_value FROM catalog_change")
        assert max(changes) <= cursor.fetchone()[0]


def _fingerprints() -> list[tuple]:
    rows = Entry.objects.published().order_by("pk")
    return list(rows.values_list("noun", "audience", "page_id", "title", "change", "fingerprint"))


def tell(world: World, struck: Counter, cut: int) -> None:
    ledger, accepted = world.ledger, world.inbox.accepted
    sent = {kind: len(written) for kind, written in ledger.written.items()}
    sys.stdout.write(
        f"{struck.total()} kills (KILLS_SEED={SEED}): {dict(struck)}; "
        f"while these were sent {dict(world.struck_while)}; {cut} tasks cut; sent {sent}, "
        f"acknowledged {dict(ledger.progress())}, answers {dict(ledger.answers)}; "
        f"{len(accepted)} mails, {accepted.total() - len(accepted)} sent twice\n"
    )
