"""A small world in which people write, and what has to be true of it once all is done."""

import os
import signal
from collections import Counter
from contextlib import suppress
from datetime import timedelta
from threading import Event

import psycopg
from django.db import connection
from django.db.models import Count
from django_tasks_db.models import DBTaskResult
from wagtail.models import PageLogEntry

from actors.enums import MailState, Role
from actors.models import MailTrace, OutgoingMail
from actors.services.background import resume_lost_tasks
from catalog.services import rebuild_catalog
from collaboration.enums import NotificationKind
from collaboration.models import Follow, JournalEntry, Notification
from sites.models import Observation, SitePage
from tests.factories.actors import ScopeFactory
from tests.factories.sites import SitePageFactory
from tests.factories.territories import CommuneFactory
from tests.upkeep.faults.people import Ledger, Person, declaring, judging, observing, writing
from tests.upkeep.faults.stage import is_running, wait

SITES, WORKERS = 3, 2


class World:
    """Sites, who writes on them, and who is told of it. Each of `nodes` has its people; None: any node has."""

    def __init__(self, stage, ledger: Ledger, *, nodes=(None,)):
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
            ("observation", pilots[0], observing([site.slug for site in sites])),
            ("message", pilots[0], writing([str(site.translation_key) for site in sites], to=self.reader.pk)),
            ("declaration", actor, declaring(commune.name)),
            ("publication", pilots[1], judging()),
        ]
        self.ledger, self.inbox = ledger, stage.inbox
        self.people = [
            Person(stage, user, ledger, over=self.over, kind=kind, act=act, node=node)
            for node in nodes
            for kind, user, act in acts
        ]
        self.struck_while = Counter()

    def being_written(self) -> set[str]:
        """Kinds of which somebody awaits the answer."""
        return {person.kind for person in self.people if person.is_writing}

    def start(self) -> None:
        for person in self.people:
            person.start()

    def end(self) -> None:
        self.over.set()
        for person in self.people:
            person.join(timeout=120)

    def check(self) -> None:
        problems = [person.problem for person in self.people if person.problem]
        assert not problems, problems


def settle(stage, *, longest_s: float = 120) -> int:
    """What was cut is taken up, as a chore does every five minutes, and everything is done; how much it was."""
    connection.close()
    wait(lambda: _answers(stage), what="the database answers")
    cut = resume_lost_tasks(older_than=timedelta())
    workers = [stage.start_worker() for _number in range(WORKERS)]
    unfinished = DBTaskResult.objects.filter(status__in=["READY", "RUNNING"])
    # What was put off while they were struck is done now: a kill leaves a task or two.
    wait(lambda: not unfinished.exists(), what="all that waited is done", longest_s=longest_s)
    for pid in workers:
        assert is_running(pid), stage.said()
        os.kill(pid, signal.SIGTERM)
    return cut


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
        lost = [mark for mark, write in sent.items() if write.is_acknowledged and not found[mark]]
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
    sent = {to for _name, to in world.inbox.accepted}
    assert traces == {MailState.SENT: len(world.inbox.accepted)}
    assert world.reader.email in sent
