"""Brute force: whatever is typed, search returns, counts, suggests and highlights nothing that its reader cannot open.

Every visitor of the matrix types every word of every document there is, and every few letters of every title; what each
may open is told by the matrix's own oracle of the rights table and by names of places, without the product's functions.
"""

import os
import re
from collections import Counter

import pytest
from django.db import transaction
from django.http import QueryDict

from actors.enums import Noun, Verb
from actors.rules import Viewer
from actors.rules.table import PUBLIC, RIGHTS
from actors.services.keys import find_key
from catalog.enums import Audience
from catalog.filters import SearchListing
from catalog.models import Entry
from catalog.queries.suggestions import suggestions
from tests.matrix.oracle import allows
from tests.matrix.visitors import VISITORS, Browser, Visitor
from tests.matrix.world import World

pytestmark = pytest.mark.django_db
# All the words that there are (SEARCH_BLIND=1), or every secret and some of the others.
WHOLE, ONE_IN = bool(os.environ.get("SEARCH_BLIND")), 30
READ = ("title", "summary", "text", "document")
MARKED = re.compile("<mark>(.*?)</mark>")
WORD = re.compile(r"\w{3,}")
# Filters that could tell of a thing without naming it.
ASKED = (
    "statut=open",
    "statut=closed",
    "action=without",
    "eau=bad",
    "people_min=1",
    "sort=people&type=site",
    "type=site",
)


@pytest.fixture(scope="module")
def world(django_db_setup, django_db_blocker):
    with django_db_blocker.unblock(), transaction.atomic():
        yield World()
        transaction.set_rollback(True)


def opened(visitor: Visitor, world: World) -> dict[int, str]:
    """The pages that the visitor may open, each with the audience whose document they read."""
    found = {
        page_id: Audience.PUBLIC
        for noun, page_id in Entry.objects.filter(page_id__isnull=False).order_by("pk").values_list("noun", "page_id")
        if (Verb.READ, noun) in RIGHTS[PUBLIC]
    }
    for thing in world.things.values():
        if not thing.is_live:
            continue
        if thing.noun == Noun.SITE:
            if allows(visitor, Verb.READ_EXACT, thing):
                found[thing.page.pk] = Audience.PARTNER_EXACT if visitor.is_key else Audience.MEMBER
            elif allows(visitor, Verb.READ, thing):
                found[thing.page.pk] = Audience.PARTNER
        elif thing.noun == Noun.ACTION and allows(visitor, Verb.READ, thing):
            found[thing.page.pk] = Audience.MEMBER
        else:
            found[thing.page.pk] = Audience.PUBLIC
    return found


def viewer_of(visitor: Visitor, world: World) -> Viewer:
    browser = Browser(visitor, world)
    if visitor.is_key:
        return Viewer(key=find_key(browser.headers["Authorization"].removeprefix("Bearer ")))
    if browser.user is None or visitor.name == "suspended pilot":
        return Viewer()
    return Viewer(user=type(browser.user).objects.get(pk=browser.user.pk))


def typed(world: World) -> list[str]:
    """All words of all documents, secrets and drafts included."""
    words = set()
    for title, summary, text, document in Entry.objects.order_by("pk").values_list(*READ):
        words |= set(WORD.findall(f"{title} {summary} {text}")) | set(re.findall(r"\w*zq\w*", document))
    secrets = {text for thing in world.things.values() for texts in thing.secrets.values() for text in texts}
    ordinary = sorted(words - secrets)
    return sorted(secrets) + (ordinary if WHOLE else ordinary[::ONE_IN])


@pytest.mark.parametrize("visitor", VISITORS, ids=lambda visitor: visitor.name)
def test_search_tells_nothing_that_its_reader_cannot_open(world, visitor):
    with transaction.atomic():
        viewer, may_open = viewer_of(visitor, world), opened(visitor, world)
        mine = {pk for pk, _ in may_open.items()}
        texts = {
            (entry.page_id, entry.audience): f"{entry.title} {entry.summary} {entry.text}"
            for entry in Entry.objects.filter(page_id__isnull=False).order_by("pk")
        }
        allowed = " ".join(texts.get(one, "") for one in may_open.items())
        carried = Counter(
            tag
            for entry in Entry.objects.published().order_by("pk")
            if entry.page_id is None or may_open.get(entry.page_id) == entry.audience
            for tag in entry.tags
        )
        sites = sum(thing.page.pk in mine for thing in world.things.values() if thing.noun == Noun.SITE)
        words = typed(world)
        for query in [*(f"q={word}" for word in words), *ASKED]:
            listing = SearchListing(QueryDict(query), viewer=viewer, size=100)
            shown = {entry.page_id: entry.audience for entry in listing.items if entry.page_id}
            assert shown.keys() <= mine, (query, shown)
            assert all(may_open[pk] == audience for pk, audience in shown.items()), query
            assert listing.count == len(listing.items), query
            counted_by_noun = sum(listing.filter.nouns.values())
            # Tabs count every kind of thing, whatever the one that was chosen.
            assert counted_by_noun == listing.count or (listing.filter.noun_asked and counted_by_noun <= len(mine))
            marked = MARKED.findall("".join(mark.title + mark.text for mark in listing.marks.values()))
            assert all(mark in allowed for mark in marked), (query, marked)
            for state in listing.filter.facets:
                for option in state.options:
                    tag = f"{state.facet.name}:{option.code}"
                    most = sites if state.facet.narrow else carried[tag]
                    assert option.count <= most, (query, tag)
        for beginning in {word[:4] for word in words} | ({word[:-1] for word in words} if WHOLE else set()):
            for one in suggestions(beginning, viewer=viewer):
                assert one.kind not in {"site", "action", "practice", "news", "page"} or one.label in allowed, beginning
        transaction.set_rollback(True)


def test_the_check_can_fail(world, monkeypatch):
    """With a reader of rights that lets everything through, the public would be told of sites."""
    monkeypatch.setattr(type(Entry.objects.all()), "visible_to", lambda self, viewer, noun=None: self.published())
    with pytest.raises(AssertionError):
        test_search_tells_nothing_that_its_reader_cannot_open(world, VISITORS[0])
