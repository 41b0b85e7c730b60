"""Whoever follows the changes holds what they may read: all of it, nothing else, whatever happened meanwhile."""

import os
import random
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from datetime import UTC, datetime
from types import SimpleNamespace

import pytest
from django.db import connection, transaction

from actors.enums import Noun, Role
from actors.models.key import KeyScope
from actors.rules import NOBODY, Viewer
from catalog.enums import Audience
from catalog.models import Departure, Entry
from catalog.queries.changes import place_word, read_changes, read_place
from catalog.registry import Document
from catalog.rules.live import Watch
from catalog.rules.sealing import SealError
from catalog.services import entries
from catalog.services.rendering import Source, render

NOUNS = [Noun.AREA, Noun.ACTION, Noun.NEWS, Noun.SITE]
# Two communes of one département, one of another: the commune, then what holds it.
DEPARTEMENT, ELSEWHERE = 10, 20
PLACES = {1: (1, DEPARTEMENT), 2: (2, DEPARTEMENT), 3: (3, ELSEWHERE)}
# 10,000 once in a while; fewer each day.
OPERATIONS = int(os.environ.get("REPLICA_OPERATIONS", "240"))


def member(*scopes):
    return Viewer(user=Watch(tuple((role, territory, page, ()) for role, territory, page in scopes)))


def key(*territory_ids, is_exact=False):
    return Viewer(key=SimpleNamespace(held_scopes=[KeyScope(pk, is_exact) for pk in territory_ids]))


# What each reader may become: another precision, other territories, nothing at all.
RIGHTS = {
    "public": [NOBODY],
    "key": [key(DEPARTEMENT), key(DEPARTEMENT, is_exact=True), key(2), key(1, ELSEWHERE), key()],
    "pilot": [member((Role.PILOT, DEPARTEMENT, None)), member((Role.PILOT, 1, None)), member((Role.EDITOR, 99, None))],
    "both": [member((Role.OBSERVER, DEPARTEMENT, None), (Role.ACTOR, 1, None)), member((Role.OBSERVER, None, 7))],
    "nation": [member((Role.NATIONAL, 99, None))],
}


def documents_of(noun, place, words):
    """As the floors above write them: the public document of an action tells a wider place than that of members."""
    wide = PLACES[place][1:]
    told = {"title": words, "url": "/", "fields": {"words": words}}
    if noun == Noun.SITE:
        audiences = [Audience.PARTNER, Audience.PARTNER_EXACT, Audience.MEMBER]
        return [Document(audience=one, territory_ids=PLACES[place], **told) for one in audiences]
    public = Document(audience=Audience.PUBLIC, territory_ids=wide if noun == Noun.ACTION else (), **told)
    if noun != Noun.ACTION:
        return [public]
    return [public, Document(audience=Audience.MEMBER, territory_ids=PLACES[place], **told)]


def publish(number, *, place=None, words=""):
    """A thing in a place, or nowhere any more."""
    noun = NOUNS[number % len(NOUNS)]
    source = Source(noun=noun, key=f"k{number}", page_id=number)
    now = datetime(2026, 1, 1, tzinfo=UTC)
    rows = [render(source, one, changed_at=now) for one in (documents_of(noun, place, words) if place else [])]
    entries.take_turn()
    entries.replace(Entry.objects.of(noun).filter(page_id=number), rows)


@dataclass
class Replica:
    """What a partner holds: documents, and how far it has read. Both are kept together, or not at all."""

    rights: list
    held: dict = field(default_factory=dict)
    word: str = ""
    viewer: Viewer = NOBODY
    resets: int = 0

    def read(self, size):
        after = read_place(self.word, viewer=self.viewer, nouns=NOUNS) if self.word else None
        return read_changes(viewer=self.viewer, nouns=NOUNS, after=after, size=size)

    def apply(self, page):
        held = {} if page.is_reset else dict(self.held)
        for one in page.changes:
            held.pop((one.noun, one.key), None)
            if one.entry:
                held[one.noun, one.key] = one.entry.document
        self.held = held
        self.resets += page.is_reset

    def keep(self, page):
        self.word = place_word(page.place, viewer=self.viewer, nouns=NOUNS)

    def follow(self, size=7):
        while True:
            page = self.read(size)
            self.apply(page)
            self.keep(page)
            if not page.has_more:
                return

    @property
    def truth(self):
        seen = Entry.objects.filter(noun__in=NOUNS).visible_to(self.viewer).order_by("pk")
        found = [((entry.noun, entry.key), entry.document) for entry in seen]
        assert len(dict(found)) == len(found)
        return dict(found)


@pytest.fixture
def replica(db):
    return lambda viewer: Replica([viewer], viewer=viewer)


def test_a_thing_that_moves_leaves_the_sight_of_who_read_it_there(replica):
    there, everywhere = replica(member((Role.PILOT, 1, None))), replica(member((Role.NATIONAL, 99, None)))
    publish(3, place=1, words="un site")
    there.follow()
    everywhere.follow()
    assert list(there.held) == list(everywhere.held) == [("site", "k3")]
    publish(3, place=3, words="un site")
    there.follow()
    everywhere.follow()
    assert (there.held, there.resets) == ({}, 1)
    assert list(everywhere.held) == [("site", "k3")]


def test_what_was_withdrawn_here_and_published_elsewhere_is_forgotten_here(replica):
    here = replica(key(1))
    publish(3, place=1)
    here.follow()
    publish(3)
    publish(3, place=3)
    page = here.read(5)
    assert [(one.key, one.entry) for one in page.changes] == [("k3", None)]


def test_an_action_that_leaves_is_still_known_as_everyone_knows_it(replica):
    pilot = replica(member((Role.PILOT, 1, None)))
    publish(1, place=1, words="une action")
    pilot.follow()
    fuller = pilot.held["action", "k1"]
    publish(1, place=2, words="une action")
    pilot.follow()
    assert pilot.held == pilot.truth
    assert Entry.objects.get(noun="action", key="k1", audience="public").document == pilot.held["action", "k1"]
    assert fuller == Entry.objects.get(noun="action", key="k1", audience="member").document


def test_who_reads_one_commune_reads_an_action_of_it_once(db):
    """Its public document tells the département, which is out of their scope."""
    publish(1, place=1)
    seen = Entry.objects.visible_to(member((Role.PILOT, 1, None)))
    assert [one.audience for one in seen] == [Audience.MEMBER]
    assert [one.audience for one in Entry.objects.visible_to(member((Role.PILOT, 2, None)))] == [Audience.PUBLIC]


def test_the_word_of_a_place_tells_nothing_of_what_happens_elsewhere(replica):
    here = replica(key(1))
    publish(3, place=1)
    here.follow()
    before = here.word
    for _ in range(3):
        publish(3 + 4, place=3)
        publish(3 + 8, place=2)
        publish(3 + 8)
    here.follow()
    first = here.read(1), Replica([], viewer=key(1)).read(1)
    assert here.word == before
    assert first[0].changes == []
    again = place_word(first[1].place, viewer=key(1), nouns=NOUNS)
    assert again == before
    publish(3, place=1, words="autre chose")
    here.follow()
    assert here.word != before
    assert len(here.word) == len(before)


def test_what_was_withdrawn_before_one_began_is_never_told(replica):
    publish(3, place=1)
    publish(7, place=1)
    publish(7)
    new = replica(key(1))
    page = new.read(1)
    assert [one.key for one in page.changes] == ["k3"]
    assert not page.has_more
    assert page.is_reset


def test_other_rights_begin_again_and_other_words_are_refused(replica):
    publish(3, place=1)
    here = replica(key(1))
    here.follow()
    assert read_place(here.word, viewer=key(1, is_exact=True), nouns=NOUNS) is None
    assert read_place(here.word, viewer=NOBODY, nouns=NOUNS) is None
    assert read_place(here.word, viewer=key(1), nouns=[Noun.SITE]) is None
    other = "B" if here.word[8] == "A" else "A"
    for wrong in ("", "x", here.word[:-2], here.word + "=", here.word[:8] + other + here.word[9:], "é" * 64):
        with pytest.raises(SealError):
            read_place(wrong, viewer=key(1), nouns=NOUNS)


@pytest.mark.parametrize("count", [1, 3])
def test_a_page_takes_the_same_queries(replica, django_assert_num_queries, count):
    here = replica(key(1))
    here.follow()
    for number in range(count):
        publish(3 + 4 * number, place=1)
    with django_assert_num_queries(2):
        assert len(here.read(10).changes) == count


@pytest.fixture
def committed(django_db_setup, django_db_blocker):
    with django_db_blocker.unblock():
        yield
        Entry.objects.filter(key__startswith="k").delete()
        Departure.objects.all().delete()
        connection.close()


def write_at_random(seed):
    """One operation of three is undone after it has taken its numbers: those are never seen."""
    chance = random.Random(seed)
    for _ in range(OPERATIONS // 3):
        with transaction.atomic():
            for number in sorted(chance.sample(range(40), chance.choice([1, 1, 1, 4]))):
                place = chance.choice([None, 1, 1, 2, 3])
                publish(number, place=place, words=f"{seed} {chance.random()}")
            if chance.random() < 1 / 3:
                transaction.set_rollback(True)
    connection.close()


def follow_at_random(replica, chance):
    """One page, with an interruption: before anything is kept, before the place is kept, or none."""
    if chance.random() < 0.02:
        replica.viewer = chance.choice(replica.rights)
    page = replica.read(chance.choice([1, 3, 50]))
    kept = chance.choice(["nothing", "documents", "all", "all", "all"])
    if kept != "nothing":
        replica.apply(page)
    if kept == "all":
        replica.keep(page)


def test_replicas_end_equal_to_the_byte_whatever_was_written_and_interrupted_at_once(committed):
    chance = random.Random(OPERATIONS)
    replicas = [Replica(rights, viewer=rights[0]) for rights in RIGHTS.values()]
    with ThreadPoolExecutor(3) as pool:
        writers = [pool.submit(write_at_random, seed) for seed in (1, 2, 3)]
        rounds = 0
        while rounds < OPERATIONS // 4 or not all(writer.done() for writer in writers):
            follow_at_random(chance.choice(replicas), chance)
            rounds += 1
        for writer in writers:
            writer.result()
    for replica in replicas:
        replica.follow()
        assert replica.held == replica.truth
        assert replica.resets > 0
