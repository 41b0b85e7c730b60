"""Twin worlds: whatever is asked, who may not know a secret is answered alike, to the byte, whatever the secret is.

For each visitor, the same requests are asked of a world and of its twin, which says otherwise all that this visitor may
not know (`world.change`). Status, headers and body must be the same. Requests are drawn from the URL configuration
(`asking`), links of answers included; TWIN_REQUESTS says how many for each visitor (four times as many
for the public), TWIN_SEED from where.
"""

import logging
import os
import random
import secrets
import time
import uuid
import zlib
from contextlib import contextmanager
from datetime import UTC, datetime
from types import SimpleNamespace

import pytest
from django.core.cache import caches
from django.db import transaction
from django.template import defaulttags
from django.utils import timezone

from actors.rules import Viewer
from catalog.models import Entry
from catalog.queries import search
from catalog.querysets import EntryQuerySet
from sites.models import SitePage
from tests.privacy.asking import SHARES, Asked, Asker
from tests.privacy.world import KEPT_HERE, STRANGERS, TwinWorld, change

pytestmark = pytest.mark.django_db
REQUESTS = int(os.environ.get("TWIN_REQUESTS", "15"))
SEED = int(os.environ.get("TWIN_SEED", "20261127"))
CHANCE = random.Random(SEED)
NOW = datetime(2026, 11, 27, 10, tzinfo=UTC)


@pytest.fixture(scope="module")
def world(django_db_setup, django_db_blocker):
    with django_db_blocker.unblock(), transaction.atomic(), stopped_clock():
        made = TwinWorld()
        made.settle()
        yield made
        transaction.set_rollback(True)


@contextmanager
def stopped_clock():
    """Nothing differs by the moment at which it was asked, or by chance; thousands of refusals are not logged."""
    logging.disable(logging.CRITICAL)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(uuid, "uuid4", lambda: uuid.UUID(int=CHANCE.getrandbits(128), version=4))
        patch.setattr(secrets, "token_bytes", CHANCE.randbytes)
        patch.setattr(secrets, "choice", CHANCE.choice)
        patch.setattr(timezone, "now", lambda: NOW)
        patch.setattr(time, "time", NOW.timestamp)
        patch.setattr(defaulttags, "datetime", SimpleNamespace(now=NOW.astimezone))
        yield
    logging.disable(logging.NOTSET)


class Answers:
    """What one visitor was answered, request by request."""

    def __init__(self, world: TwinWorld, visitor: str) -> None:
        self.browser = world.browsers[visitor]
        for cache in caches.all():
            cache.clear()

    def ask(self, asked: Asked) -> tuple[bytes, bytes]:
        """Status and headers, and the body. Nothing that it did remains."""
        CHANCE.seed(str(asked))
        with transaction.atomic():
            self.browser.client.cookies = self.browser.cookies.copy()
            send = getattr(self.browser.client, asked.method)
            answer = send(asked.url, headers={**dict(asked.headers), **self.browser.headers})
            body = b"".join(answer.streaming_content) if answer.streaming else answer.content
            transaction.set_rollback(True)
        answer.headers.pop("X-Request-ID", None)  # drawn for each request
        head = f"{answer.status_code} {sorted(answer.headers.items())} {sorted(map(str, answer.cookies.values()))}"
        return head.encode(), body


def differences(world: TwinWorld, visitor: str, *, requests: int = REQUESTS, shares=SHARES, told=()) -> list[str]:
    """What differs between the two worlds for this visitor, request by request.

    `told`: kinds of facts that the policy of the deployment lets everyone know.
    """
    asker, kept = Asker(SEED, world.known(), shares=shares), []
    with stopped_clock():
        with transaction.atomic():
            if told:
                world.settle(for_members=False)
            answers = Answers(world, visitor)
            for _ in range(requests):
                asked = asker.next()
                head, body = answers.ask(asked)
                asker.learn(body)
                kept.append((asked, head, zlib.compress(body, 1)))
            transaction.set_rollback(True)
        with transaction.atomic():
            change(world, visitor, told=told)
            world.settle(for_members=visitor not in STRANGERS)
            answers = Answers(world, visitor)
            found = [told for asked, *before in kept for told in compared(asked, before, answers.ask(asked))]
            transaction.set_rollback(True)
    return found


def compared(asked: Asked, before, after) -> list[str]:
    head, body = before[0], zlib.decompress(before[1])
    if (head, body) == after:
        return []
    if head.startswith(b"5") or after[0].startswith(b"5"):
        return [f"{asked}: {head[:60]!r} {after[0][:60]!r}"]
    part, one, other = ("body", body, after[1]) if head == after[0] else ("head", head, after[0])
    at = next((n for n, (x, y) in enumerate(zip(one, other, strict=False)) if x != y), min(len(one), len(other)))
    return [f"{asked}: {part} at {at}: {one[max(0, at - 60) : at + 80]!r} / {other[max(0, at - 60) : at + 80]!r}"]


@pytest.mark.parametrize("visitor", KEPT_HERE)
def test_a_visitor_sees_no_difference_between_twin_worlds(world, visitor, record_property):
    requests = REQUESTS * (4 if visitor == "public" else 1)
    found = differences(world, visitor, requests=requests)
    record_property("twins", (requests, len(found), SEED))
    assert found == [], "\n".join(found[:20])


@pytest.mark.parametrize(("policy", "told"), [("commune", ("counts",)), ("exact", ("counts", "points"))])
def test_where_settlements_are_public_the_public_sees_nothing_else(world, settings, policy, told):
    settings.PUBLIC_PRECISION = policy
    found = differences(world, "public", told=told)
    assert found == [], "\n".join(found[:20])


def test_a_world_is_its_own_twin(world, monkeypatch):
    """Nothing else than what is changed could make a difference."""
    monkeypatch.setattr("tests.privacy.test_twins.change", lambda *_, **__: None)
    assert differences(world, "pilot", requests=REQUESTS // 2) == []


def test_a_leak_put_in_on_purpose_is_found(world, monkeypatch):
    """Two filters that read a protected field to decide what the public finds."""
    matching, within = search.matching, EntryQuerySet.within

    def find_words(found, text):
        is_title = SitePage.objects.live().filter(title__istartswith=text).exists()
        return found if is_title else matching(found, text)

    def find_places(found, box):
        inside = {"lon__range": (box.west, box.east), "lat__range": (box.south, box.north)}
        return found if SitePage.objects.live().filter(**inside).exists() else within(found, box)

    monkeypatch.setattr(search, "matching", find_words)
    monkeypatch.setattr(EntryQuerySet, "within", find_places)
    assert differences(world, "public", requests=400, shares=(("api", 1),))


def test_what_members_see_does_differ(world):
    """The twin is another world: who may know everything sees it change."""
    with stopped_clock(), transaction.atomic():
        before = set(Entry.objects.order_by("pk").values_list("document", flat=True))
        change(world, "public")
        world.settle()
        after = set(Entry.objects.order_by("pk").values_list("document", flat=True))
        public = Entry.objects.visible_to(Viewer()).order_by("pk")
        assert set(public.values_list("document", flat=True)) <= before
        assert len(after - before) > 20
        transaction.set_rollback(True)
