"""Tiles beside the obvious way: a plain queryset of the same rows, each point given to mapbox-vector-tile.

Figures are CPU of Python, taken in turn (what the database does is little beside, and less in ours). TILE_POINTS=100000
for the full number; with `-s`, what each tile costs is printed.
"""

import os
from datetime import date
from functools import partial
from random import Random
from time import process_time

import mapbox_vector_tile
import pytest
from django.db import connection
from django.http import QueryDict
from django.utils import timezone

from actors.enums import Noun, Role
from actors.rules import Viewer
from catalog.enums import Audience
from catalog.filters import EntryFilter
from catalog.models import Entry
from catalog.queries import tiles
from catalog.queries.columns import KeptColumns
from catalog.queries.tiles import read_tile
from territories.rules.morton import cell_of, tile_of, tile_range
from tests.factories import CommuneFactory, ScopeFactory

pytestmark = pytest.mark.django_db
MANY = int(os.environ.get("TILE_POINTS", "2000"))
# As many stand in one tile of zoom 14; the others in four hundred places of the country.
CROWD = min(2_700, MANY // 3)
HERE = (2.3621, 48.9297)
ROUNDS = 3
WRITTEN = (
    *("noun", "audience", "key", "page_id", "title", "summary", "url", "document", "feature", "territory_ids"),
    *("tags", "people", "lon", "lat", "cell", "dated_on", "text", "content", "folded_title", "change", "changed_at"),
)
# What a feature says of itself, in both.
FIELDS = ("key", "title", "url", "summary", "people", "dated_on", "tags", "lon", "lat")


@pytest.fixture(autouse=True)
def kept(settings, monkeypatch):
    """As in an installation, but for this test alone: what is kept would outlive its transaction."""
    settings.MAP_COLUMNS_MB = 64
    monkeypatch.setattr(tiles, "kept_columns", KeptColumns())


@pytest.fixture
def crowded():
    """Sites of members at MANY points, and somebody of the national team, who reads all of them."""
    commune, chance = CommuneFactory(), Random(14)
    towns = [(chance.uniform(-1, 7), chance.uniform(43.5, 50)) for _ in range(400)]
    with connection.cursor() as cursor:
        with cursor.copy(f"COPY catalog_entry ({', '.join(WRITTEN)}) FROM STDIN") as copy:
            for number in range(MANY):
                copy.write_row(_row(number, chance=chance, towns=towns, commune=commune))
        cursor.execute("ANALYZE catalog_entry")
    return Viewer(user=ScopeFactory(role=Role.NATIONAL, territory=commune.parent).user)


def _row(number, *, chance, towns, commune):
    """As publication writes it, document and feature apart, which tiles do not read: as long as they are."""
    (lon, lat), spread = (HERE, 0.004) if number < CROWD else (towns[number % len(towns)], 0.1)
    lon, lat = lon + chance.uniform(-spread, spread), lat + chance.uniform(-spread, spread)
    title, filling = f"Site {number} de la commune d'exemple", "x" * 1_500
    return (
        *("site", "member", f"{number:032x}", number, title, "Commune d'exemple"),
        *(f"/sites/region/departement/s-{number:010x}/", filling, filling, list(commune.ancestor_ids)),
        ["status:open", "place:land", "water:bad", "waste:good", "fire:unknown"],
        *(chance.randint(1, 200), lon, lat, cell_of(lon, lat), date(2026, 1 + number % 12, 1)),
        *("", "", title.lower(), 10_000_000 + number, timezone.now()),
    )


def ours(viewer, tile):
    asked = EntryFilter(Noun.SITE, QueryDict(), viewer=viewer)
    return read_tile(asked.queryset, tile, noun=Noun.SITE, sight=asked.sight).encoded("sites")


def plain(tile):
    """Every point of the tile, by longitude and latitude, as a feature of the library."""
    first, end = tile_range(*tile)
    rows = Entry.objects.filter(noun=Noun.SITE, audience=Audience.MEMBER, withdrawn_at=None)
    side = 360 / (1 << tile[0])
    features = [
        {
            "geometry": {"type": "Point", "coordinates": [(row["lon"] + 180) % side / side * 4096, 0]},
            "properties": {
                "id": row["key"],
                **{name: row[name] for name in FIELDS[1:5]},
                **dict(tag.split(":") for tag in row["tags"]),
            },
        }
        for row in rows.filter(cell__gte=first, cell__lt=end).values(*FIELDS)
    ]
    return mapbox_vector_tile.encode([{"name": "sites", "features": features}])


def lasted(work):
    began = process_time()
    work()
    return (process_time() - began) * 1_000


def count(tile):
    told = mapbox_vector_tile.decode(tile).get("sites", {"features": []})["features"]
    return sum(one["properties"].get("point_count", 1) for one in told)


def test_tiles_cost_a_fraction_of_the_plain_way(crowded):
    for zoom in (0, 5, 8, 11, 14):
        tile = (zoom, *tile_of(cell_of(*HERE), zoom))
        ways = (partial(ours, crowded, tile), partial(plain, tile))
        began = process_time()
        mine = ours(crowded, tile)
        first, theirs = (process_time() - began) * 1_000, plain(tile)
        assert count(mine) == count(theirs) >= CROWD * 0.9
        times = [[lasted(way) for way in ways] for _round in range(ROUNDS)]
        fast, slow = (min(column) for column in zip(*times, strict=True))
        told = f"zoom {zoom}, {count(mine)} points: {fast:.1f} ms, plain {slow:.1f} ms, {slow / fast:.1f} times"
        told += f", the first time {first:.0f} ms"
        print(f"{told}; {len(mine)} bytes, plain {len(theirs)}")  # noqa: T201 (with -s)
        assert slow > 3 * fast, told
