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
from datetime import timedelta
from threading import Event

import psycopg
from django.db import connection
from django.db.models import Count
from django_tasks_db.models import DBTaskResult
from wagtail.models import PageLogEntry, TaskState

from actors.enums import MailState, Role
from actors.models import MailTrace, OutgoingMail
from actors.services.background import resume_lost_tasks
from catalog.models import Entry
from catalog.services import rebuild_catalog
from cms.models import ValidationState
from collaboration.enums import NotificationKind
from collaboration.models import Follow, JournalEntry, Notification
from sites.models import Observation, SitePage
from tests.factories.actors import ScopeFactory
from tests.factories.sites import SitePageFactory
from tests.factories.territories import CommuneFactory
from tests.upkeep.faults.people import Ledger, Person, declaring, judging, observing, writing
from tests.upkeep.faults.stage import is_running, wait

KILLS = int(os.environ.get("KILLS", "5"))
SEED = int(os.environ.get("KILLS_SEED", "0")) or random.randrange(1, 10**6)
# A process of the database most often: all of its clients lose it at once, and it is back in a moment.
VICTIMS = {"a process of the database": 14, "the database": 2, "a worker": 3, "a web node": 1}
SITES, WORKERS = 3, 2
KINDS, PATIENCE_S = ("message", "observation", "declaration", "publication"), 10


def test_nothing_acknowledged_is_lost_and_nothing_is_there_by_half_or_twice(build):
    stage, ledger = build(nodes=2 if KILLS > 100 else 1), Ledger()
    world = World(stage, ledger)
    stage.start()
    struck = strike(stage, world)
    settle(stage)
    check_writes(ledger)
    check_messages(world)
    check_catalogue()
    tell(struck, ledger, stage.inbox)


class World:
    """Sites, who writes on them, and who is told of it."""

    def __init__(self, stage, ledger: Ledger):
        commune, self.over = CommuneFactory(), Event()
        sites = [SitePageFactory(commune=commune) for _number in range(SITES)]
        for site in sites:
            site.save_revision().publish()
        rebuild_catalog()
        place = commune.parent
        pilots = [ScopeFactory(territory=place).user for _number in range(4)]
        self.reader, self.follower = pilots[2:]
        Follow.objects.create(user=self.follower, territory=place)
        actor = ScopeFactory(territory=place, role=Role.ACTOR).user
        acts = [
            (pilots[0], observing([site.slug for site in sites])),
            (pilots[0], writing([str(site.translation_key) for site in sites], to=self.reader.pk)),
            (actor, declaring(commune.name)),
            (pilots[1], judging),
        ]
        self.ledger = ledger
        self.people = [Person(stage, user, ledger, over=self.over, act=act) for user, act in acts]


def strike(stage, world: World) -> Counter:
    """Kill, and wait only until people could write again: what was killed comes back meanwhile, or not yet."""
    drawn, struck = random.Random(SEED), Counter()
    workers = [stage.start_worker() for _number in range(WORKERS)]
    for person in world.people:
        person.start()
    while struck.total() < KILLS:
        _let_write(world, drawn)
        # A supervisor starts again what has ended, whatever ended it.
        workers = [pid if is_running(pid) else stage.start_worker() for pid in workers]
        [victim] = drawn.choices(list(VICTIMS), VICTIMS.values())
        struck[victim] += _kill(victim, stage, workers, drawn)
    world.over.set()
    for person in world.people:
        person.join(timeout=120)
    for pid in workers:
        with suppress(ProcessLookupError):
            os.kill(pid, signal.SIGKILL)
    return struck


def _let_write(world: World, drawn: random.Random) -> None:
    """Until something is acknowledged again, of a kind drawn if it does not take too long; then a moment more."""
    before, awaited, begun = world.ledger.progress(), drawn.choice(KINDS), time.monotonic()

    def has_gone_on() -> bool:
        done = world.ledger.progress() - before
        return bool(done[awaited] or (done and time.monotonic() - begun > PATIENCE_S) or _broken(world))

    wait(has_gone_on, what="people can write again")
    assert not _broken(world), _broken(world)
    time.sleep(drawn.random() * 0.3)


def _broken(world: World) -> list[BaseException]:
    return [person.problem for person in world.people if person.problem]


def _kill(victim: str, stage, workers: list[int], drawn: random.Random) -> bool:
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
        with suppress(ProcessLookupError):
            os.kill(drawn.choice(workers), signal.SIGKILL)
    else:
        node = drawn.choice(stage.nodes)
        if not node.is_up():
            return False
        node.kill()
        node.start()
    return True


def settle(stage) -> None:
    """What was left in hand is taken up, as a chore does every five minutes, and everything is done."""
    connection.close()
    wait(lambda: _answers(stage), what="the database answers")
    resume_lost_tasks(older_than=timedelta())
    workers = [stage.start_worker() for _number in range(WORKERS)]
    unfinished = DBTaskResult.objects.filter(status__in=["READY", "RUNNING"])
    # What was put off while they were struck is done now: a kill leaves a task or two.
    wait(lambda: not unfinished.exists(), what="all that waited is done", longest_s=120 + KILLS * 3)
    for pid in workers:
        assert is_running(pid), stage.said()
        os.kill(pid, signal.SIGTERM)


def _answers(stage) -> bool:
    with suppress(psycopg.OperationalError):
        psycopg.connect(host=str(stage.home.sockets), user="postgres", dbname="resorption").close()
        return True
    return False


def check_writes(ledger: Ledger) -> None:
    """Acknowledged: there, once. Not acknowledged: once or not at all. There: with its line in the log."""
    logged = {
        "observation": (Observation.objects.all(), "comment", "sites.observe"),
        "message": (JournalEntry.objects.all(), "text", "collaboration.write_in_journal"),
        "declaration": (SitePage.objects.all(), "title", "sites.declare"),
    }
    for kind, (rows, name, action) in logged.items():
        sent = {write.mark: write for write in ledger.written[kind]}
        found = Counter(rows.filter(**{f"{name}__in": sent}).values_list(name, flat=True))
        assert set(found.values()) <= {1}, (kind, "twice")
        lost = [mark for mark, write in sent.items() if write.acknowledged and not found[mark]]
        assert lost == [], (kind, "lost")
        assert PageLogEntry.objects.filter(action=action).count() == found.total(), (kind, "without its line")
    declared = SitePage.objects.filter(title__in=[write.mark for write in ledger.written["declaration"]])
    assert set(declared.annotate(counts=Count("observations")).values_list("counts", flat=True)) <= {1}
    assert ledger.published <= set(SitePage.objects.live().values_list("pk", flat=True))


def check_messages(world: World) -> None:
    """Each person is told once of each thing, and each mail has one name."""
    told = Notification.objects.filter(recipient=world.follower, happening="sites.observe").values_list("page")
    observed = Observation.objects.exclude(comment="").values_list("site")
    assert Counter(told) == Counter(observed)
    entries = {f"message:{pk}" for pk in JournalEntry.objects.values_list("pk", flat=True)}
    for person, kind in ((world.reader, NotificationKind.ADDRESSED), (world.follower, NotificationKind.MESSAGE)):
        keys = list(Notification.objects.filter(recipient=person, kind=kind).values_list("key", flat=True))
        assert sorted(keys) == sorted(entries)
    assert DBTaskResult.objects.exclude(status="SUCCESSFUL").count() == 0
    assert OutgoingMail.objects.count() == 0
    traces = Counter(MailTrace.objects.values_list("state", flat=True))
    sent = {to for _name, to in world.people[0].stage.inbox.accepted}
    assert traces == {MailState.SENT: len(world.people[0].stage.inbox.accepted)}
    assert world.reader.email in sent


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


def tell(struck: Counter, ledger: Ledger, inbox) -> None:
    kept = {kind: len(written) for kind, written in ledger.written.items()}
    doubles = inbox.accepted.total() - len(inbox.accepted)
    sys.stdout.write(
        f"{struck.total()} kills (KILLS_SEED={SEED}): {dict(struck)}; sent {kept}, "
        f"acknowledged {dict(ledger.progress())}, answers {dict(ledger.answers)}; "
        f"{len(inbox.accepted)} mails, {doubles} sent twice\n"
    )
