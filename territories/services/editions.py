"""A whole edition of a country's places, compared with what is there and written in bulk (COPY, then set by set).

A place that the edition no longer names is kept, and points to its successor: nothing that refers to it breaks.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, fields
from operator import attrgetter

import shapely
from django.db import connection, transaction
from django.db.backends.utils import CursorWrapper

from territories.rules.outlines import decoded
from territories.services import sql


@dataclass(frozen=True, slots=True)
class PlaceRow:
    """A line of an edition. Parents, EPCI and successor are named by code, and must be in the edition.

    parent_level, parent_code: blank for a nation. A successor is a commune of today (kind COM).
    """

    level: str
    kind: str
    code: str
    name: str
    search_name: str
    parent_level: str = ""
    parent_code: str = ""
    epci_code: str = ""
    successor_code: str = ""
    population: int | None = None
    postal_codes: tuple[str, ...] = ()
    lon: float | None = None
    lat: float | None = None
    zone: str = ""


PLACE_COLUMNS = [field.name for field in fields(PlaceRow)]


@dataclass(frozen=True, slots=True)
class OutlineRow:
    level: str
    kind: str
    code: str
    shape: str


@dataclass(frozen=True, slots=True)
class Loaded:
    """What an edition has changed. unresolved: places that it no longer names and to which it gives no successor."""

    total: int
    new: int
    changed: int
    replaced: int
    outlines: int
    unresolved: tuple[str, ...]

    @property
    def is_unchanged(self) -> bool:
        return not (self.new or self.changed or self.replaced or self.outlines)


@transaction.atomic
def load_edition(
    *,
    country: str,
    places: Iterable[PlaceRow],
    outlines: Iterable[OutlineRow],
    successors: Mapping[tuple[str, str], str],
) -> Loaded:
    """Writes an edition. successors: (level, old code) to the code of today, for codes that disappear.

    Raises IntegrityError on two places of one key.
    """
    with connection.cursor() as cursor:
        cursor.execute(sql.TABLES)
        total = _copy(cursor, "edition", PLACE_COLUMNS, _listed(places))
        _copy(
            cursor, "edition_successor", ["level", "code", "successor_code"], ((*k, v) for k, v in successors.items())
        )
        cursor.execute(sql.KEYS)
        new = _ids(cursor, sql.INSERT, country)
        cursor.execute(sql.ANALYZE)
        changed = _ids(cursor, sql.UPDATE, country) | _ids(cursor, sql.LINK, country)
        replaced = _ids(cursor, sql.REPLACE, country)
        while _ids(cursor, sql.SHORTEN, country):
            pass
        cursor.execute(sql.UNRESOLVED, {"country": country})
        unresolved = tuple(row[0] for row in cursor.fetchall())
        changed |= _ids(cursor, sql.ANCESTORS, country)
        drawn = _draw(cursor, country, outlines)
        cursor.execute(sql.ANALYZE)
    return Loaded(total, len(new), len(changed - new - replaced), len(replaced), drawn, unresolved)


def _draw(cursor: CursorWrapper, country: str, outlines: Iterable[OutlineRow]) -> int:
    rows = list(outlines)
    shapes = decoded([row.shape for row in rows])
    columns = ["level", "kind", "code", "wkb", "west", "south", "east", "north"]
    lines = zip(rows, shapely.to_wkb(shapes), shapely.bounds(shapes).tolist(), strict=True)
    _copy(
        cursor,
        "edition_outline",
        columns,
        ((row.level, row.kind, row.code, wkb, *box) for row, wkb, box in lines),
    )
    return len(_ids(cursor, sql.DRAW, country))


def _listed(places: Iterable[PlaceRow]) -> Iterator[tuple[object, ...]]:
    values = attrgetter(*PLACE_COLUMNS)
    for place in places:
        yield tuple(list(value) if isinstance(value, tuple) else value for value in values(place))


def _copy(cursor: CursorWrapper, table: str, columns: list[str], rows: Iterable[tuple[object, ...]]) -> int:
    count = 0
    with cursor.copy(f"COPY {table} ({', '.join(columns)}) FROM STDIN") as copy:
        for row in rows:
            copy.write_row(row)
            count += 1
    return count


def _ids(cursor: CursorWrapper, query: str, country: str) -> set[int]:
    """Runs a query that returns the keys of the rows it wrote."""
    cursor.execute(query, {"country": country})
    return {row[0] for row in cursor.fetchall()}
