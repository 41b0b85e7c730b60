"""A catalogue of many sites of members at generated points, written by COPY: as publication writes it, and faster.

Read as any other afterwards: what is measured is the reading, or the publication of one more.
"""

from datetime import date
from random import Random

from django.db import connection
from django.utils import timezone

from catalog.models import Entry
from territories.rules.morton import cell_of

WRITTEN = (
    *("noun", "audience", "key", "page_id", "title", "summary", "url", "document", "feature", "territory_ids"),
    *("tags", "people", "lon", "lat", "cell", "dated_on", "text", "content", "folded_title", "change", "changed_at"),
)
TOWNS = 400
# As many stand in one tile of zoom 14.
CROWD = 2_700
HERE = (2.3621, 48.9297)
FIRST_PAGE = 1_000_000_000


def scatter(count: int, territory_ids: list[int]) -> None:
    """Until there are `count` of them, and no more."""
    chance = Random(14)
    towns = [(chance.uniform(-1, 7), chance.uniform(43.5, 50)) for _ in range(TOWNS)]
    Entry.objects.filter(page_id__gte=FIRST_PAGE + count).delete()
    there = Entry.objects.filter(page_id__gte=FIRST_PAGE).count()
    with connection.cursor() as cursor:
        cursor.execute("SELECT setval('catalog_change', nextval('catalog_change') + %s)", [count - there])
        last = cursor.fetchone()[0]
        with cursor.copy(f"COPY catalog_entry ({', '.join(WRITTEN)}) FROM STDIN") as copy:
            for number in range(there, count):
                change = last - count + number + 1
                copy.write_row((*_said(number, towns, territory_ids), change, timezone.now()))
        cursor.execute("VACUUM ANALYZE catalog_entry")


def _said(number: int, towns: list[tuple[float, float]], territory_ids: list[int]) -> tuple:
    chance = Random(number)
    (lon, lat), spread = (HERE, 0.004) if number < CROWD else (towns[number % TOWNS], 0.1)
    lon, lat = lon + chance.uniform(-spread, spread), lat + chance.uniform(-spread, spread)
    title, key = f"Site {number} de la commune d'exemple", f"{number:032x}"
    return (
        *("site", "member", key, FIRST_PAGE + number, title, "Commune d'exemple", f"/sites/s-{number:010x}/"),
        *(f'{{"id":"{key}"}}', f'{{"type":"Feature","id":"{key}"}}', territory_ids),
        ["status:open", "place:land", "water:bad", "waste:good", "fire:unknown"],
        *(chance.randint(1, 200), lon, lat, cell_of(lon, lat), date(2025, 1 + number % 12, 1), "", "", title.lower()),
    )
