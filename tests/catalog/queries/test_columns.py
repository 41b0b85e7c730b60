"""Columns of the map that a process keeps: after any change, equal to what is read anew."""

from random import Random

import pytest

from actors.enums import Noun, Role
from actors.rules import Viewer
from catalog.enums import Audience
from catalog.models import Entry
from catalog.queries.columns import KeptColumns, read_columns
from catalog.services.entries import withdraw
from tests.factories import CommuneFactory, ScopeFactory
from tests.factories.catalog import write_entry

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def some_room(settings):
    settings.MAP_COLUMNS_MB = 1


@pytest.fixture
def commune():
    return CommuneFactory()


@pytest.fixture
def member(commune):
    """Reads public actions everywhere, and in the département the documents of members instead."""
    return Viewer(user=ScopeFactory(role=Role.PILOT, territory=commune.parent).user)


def seen(viewer):
    return Entry.objects.visible_to(viewer, noun=Noun.ACTION)


def rows(columns):
    return sorted(zip(columns.cells.tolist(), columns.rows.tolist(), strict=True))


def write(key, audience, *, chance, place):
    lon, lat = chance.uniform(2.2, 2.4), chance.uniform(48.8, 49)
    people = chance.choice([None, 0, 40])
    where = {"lon": lon, "lat": lat, "territory_ids": tuple(place.ancestor_ids)}
    write_entry(
        Noun.ACTION, key=key, audience=audience, people=people, page_id=key, title=str(chance.random()), **where
    )


def test_what_is_kept_follows_every_change(member, commune):
    """Written, written again, withdrawn, put elsewhere, and hidden by the document of another audience."""
    elsewhere, kept, chance = CommuneFactory(), KeptColumns(), Random(193)
    for _step in range(60):
        key, audience = chance.randrange(1, 9), chance.choice([Audience.PUBLIC, Audience.MEMBER])
        if chance.random() < 0.3:
            withdraw(Entry.objects.filter(key=str(key), audience=audience))
        else:
            write(key, audience, chance=chance, place=chance.choice([commune, elsewhere]))
        found = kept.of("one", seen(member), noun=Noun.ACTION)
        assert rows(found) == rows(read_columns(seen(member)))
        assert found.cells.tolist() == sorted(found.cells.tolist())
    assert len(found.cells) > 1


def test_nothing_new_is_one_question(member, commune, django_assert_num_queries):
    kept, chance = KeptColumns(), Random(1)
    write(1, Audience.PUBLIC, chance=chance, place=commune)
    first = kept.of("one", seen(member), noun=Noun.ACTION)
    entries = seen(member)
    with django_assert_num_queries(1):
        assert kept.of("one", entries, noun=Noun.ACTION) is first


def test_each_sight_has_its_own_and_the_oldest_leaves(member, commune, settings):
    kept, chance = KeptColumns(), Random(1)
    write(1, Audience.MEMBER, chance=chance, place=commune)
    assert len(kept.of("member", seen(member), noun=Noun.ACTION).cells) == 1
    assert len(kept.of("public", seen(Viewer()), noun=Noun.ACTION).cells) == 0
    assert list(kept._kept) == ["member", "public"]
    settings.MAP_COLUMNS_MB = 0
    assert len(kept.of("member", seen(member), noun=Noun.ACTION).cells) == 1
    assert "member" not in kept._kept


def test_another_database_behind_our_back_is_read_anew(member, commune):
    kept, chance = KeptColumns(), Random(1)
    for key in (1, 2):
        write(key, Audience.PUBLIC, chance=chance, place=commune)
    kept.of("one", seen(member), noun=Noun.ACTION)
    Entry.objects.filter(key="2").delete()
    assert rows(kept.of("one", seen(member), noun=Noun.ACTION)) == rows(read_columns(seen(member)))
