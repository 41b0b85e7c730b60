"""Suggestions while one types, and search itself, beside a plain query on as many documents.

Figures are ratios of times taken in turn, which a busy machine slows alike. SEARCH_ENTRIES=20000 for the full number.
"""

import os
import sys
from datetime import date
from random import Random
from statistics import quantiles
from time import perf_counter

import pytest
from django.contrib.postgres.search import SearchQuery
from django.db import connection, transaction
from django.http import QueryDict
from django.utils import timezone

from actors.enums import Noun, Role
from actors.rules import NOBODY, Viewer
from catalog.enums import Audience
from catalog.filters import SearchListing
from catalog.models import Entry
from catalog.queries.suggestions import suggestions
from catalog.registry import Document
from catalog.services import entries
from catalog.services.rendering import Source, render
from demo.imports.content import texts
from tests.factories import CommuneFactory, ScopeFactory

pytestmark = pytest.mark.django_db
MANY = int(os.environ.get("SEARCH_ENTRIES", "1500"))
BATCH = 1_000
ROUNDS = 3
TYPED = (
    "sc", "sco", "scola", "méd", "médiation", "médiation sc", "ea", "eau po", "toil", "sans e", "sans eau à ba",
    "bagn", "inc", "incendie", "dom", "domici", "log", "relog", "rat", "écol", "plus de 50", "comité", "hiv", "vac",
)  # fmt: skip
ASKED = (
    "scolarisation",
    "sans eau à Bagnolet",
    "médiation en santé",
    "plus de 50 personnes",
    "incendie",
    "domiciliation",
)


@pytest.fixture
def member():
    """Someone of the place of all, and a catalogue of MANY documents with the words of real ones."""
    place = CommuneFactory(name="Bagnolet", code="93006", population=36_000)
    prose = [text for folder in ("practices", "news") for text in texts(folder)]
    words = sorted({word for text in prose for word in " ".join(text.sections.values()).split() if word.isalpha()})
    chance = Random(20)
    for start in range(0, MANY, BATCH):
        rows = [_row(number, chance, words, prose, place) for number in range(start, min(start + BATCH, MANY))]
        with transaction.atomic():
            entries.take_turn()
            entries.write(rows)
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE catalog_entry")
    return Viewer(user=ScopeFactory(role=Role.PILOT, territory=place.parent).user)


def _row(number, chance, words, prose, place):
    noun = (Noun.PRACTICE, Noun.NEWS, Noun.ACTION, Noun.SITE)[number % 4]
    audience = Audience.MEMBER if noun == Noun.SITE else Audience.PUBLIC
    text = chance.choice(prose)
    title = f"{text.meta['title'].split(' : ')[0]} {' '.join(chance.choices(words, k=3))}"
    document = Document(
        audience=audience, title=title[:250], url=f"/{number}/", fields={}, summary=" ".join(words[number % 50 :][:20]),
        text=" ".join(chance.choices(words, k=200)), territory_ids=tuple(place.ancestor_ids), people=number % 200,
        tags=("water:bad", "status:open") if number % 3 else ("theme:schooling",), dated_on=date(2026, 1, 1),
    )  # fmt: skip
    return render(Source(noun=noun, key=str(number)), document, changed_at=timezone.now())


def _taken(ask, text, viewer) -> float:
    before = perf_counter()
    ask(text, viewer)
    return perf_counter() - before


def _plain(text, viewer):
    found = Entry.objects.visible_to(viewer).filter(search_vector=SearchQuery(text, config="fr_unaccent"))
    return list(found.order_by("-change").values_list("title", flat=True)[:20])


def _suggest(text, viewer):
    return suggestions(text, viewer=viewer)


def _search(text, viewer):
    asked = QueryDict(mutable=True)
    asked["q"] = text
    listing = SearchListing(asked, viewer=viewer)
    return listing.items, listing.marks, listing.count, listing.tabs, listing.filter.facets


def _p95(taken) -> float:
    return quantiles(taken, n=20)[-1]


def test_suggestions_and_search_stay_near_a_plain_query(member):
    plain, suggested, searched = [], [], []
    for viewer in (member, NOBODY):
        suggestions("chauffe", viewer=viewer)
        for _ in range(ROUNDS):
            for text in TYPED:
                plain.append(_taken(_plain, text, viewer))
                suggested.append(_taken(_suggest, text, viewer))
            for text in ASKED:
                plain.append(_taken(_plain, text, viewer))
                searched.append(_taken(_search, text, viewer))
    figures = {name: _p95(taken) for name, taken in (("plain", plain), ("suggest", suggested), ("search", searched))}
    told = ", ".join(f"{name} {1000 * taken:.1f} ms" for name, taken in figures.items())
    ratio = figures["suggest"] / figures["plain"]
    sys.stdout.write(f"{MANY} entries, p95: {told}; suggestions cost {ratio:.1f} plain queries\n")
    assert figures["suggest"] < 12 * figures["plain"], told
    assert figures["search"] < 80 * figures["plain"], told
