"""Where things stand and how many people there are, as columns of numbers sorted by cell: tiles are slices of them.

What one sight reads of a noun is kept by each process and followed change by change: change numbers come in commit
order (docs/decisions/0009), so that what is above the last one seen is all that is new.
"""

from collections import OrderedDict
from dataclasses import dataclass
from threading import Lock

import numpy as np
from django.conf import settings
from django.db import connections
from django.db.models import BigIntegerField, F, IntegerField, Value
from django.db.models.functions import Cast, Coalesce
from numpy.typing import NDArray

from actors.enums import Noun
from catalog.enums import Audience
from catalog.models import Entry
from catalog.queries.version import last_change
from catalog.querysets import EntryQuerySet
from territories.rules.morton import Range

# Sums of whole numbers: those of degrees would end otherwise in another order of the same rows.
PER_DEGREE = 1_000_000
UNKNOWN = -1
# A row of PostgreSQL's binary COPY: how many fields, then each after its length. None is null, so that all are as long.
FIELDS = {"cell": ">i8", "change": ">i8", "pk": ">i8", "lon": ">i4", "lat": ">i4", "people": ">i4"}
COPIED = np.dtype(
    [("fields", ">i2"), *(pair for name, kind in FIELDS.items() for pair in ((f"{name}_bytes", ">i4"), (name, kind)))]
)
HEADER_BYTES, TRAILER_BYTES = 19, 2
ROW = np.dtype([(name, kind.replace(">", "<")) for name, kind in FIELDS.items() if name != "cell"])
# Above so many changes at once, all is read again.
MOST_FOLLOWED = 5_000


@dataclass(frozen=True)
class Columns:
    """`cells` in order, and the row of each. `people` is UNKNOWN where it is; degrees are in millionths."""

    cells: NDArray[np.int64]
    rows: NDArray[np.void]

    @property
    def weight(self) -> int:
        return self.cells.nbytes + self.rows.nbytes

    def between(self, cells: Range) -> "Columns":
        first, end = np.searchsorted(self.cells, np.array(cells, np.int64))
        return Columns(self.cells[first:end], self.rows[first:end])

    def at(self, places: NDArray[np.int64]) -> "Columns":
        return Columns(self.cells[places], self.rows[places])

    def with_others(self, others: "Columns", *, instead_of: list[int]) -> "Columns":
        """Without those of these primary keys, and with others."""
        stay = ~np.isin(self.rows["pk"], instead_of)
        cells = np.concatenate([self.cells[stay], others.cells])
        return _sorted(cells, np.concatenate([self.rows[stay], others.rows]))


def read_columns(entries: EntryQuerySet) -> Columns:
    """Of what has a place. By COPY, which the database writes and numpy reads without a Python object for each row."""
    whole = {"lon": F("lon") * PER_DEGREE, "lat": F("lat") * PER_DEGREE, "people": Coalesce("people", Value(UNKNOWN))}
    told = {f"the_{name}": Cast(one, IntegerField()) for name, one in whole.items()}
    numbers = {"the_pk": Cast("pk", BigIntegerField())}
    found = entries.filter(cell__isnull=False).order_by().annotate(**told, **numbers)
    query = found.values_list("cell", "change", *(f"the_{name}" for name in ("pk", "lon", "lat", "people"))).query
    statement, values = query.sql_with_params()
    with connections[entries.db].cursor() as cursor:
        written = cursor.mogrify(f"COPY ({statement}) TO STDOUT (FORMAT BINARY)", values)
        with cursor.copy(written) as copy:
            copied = b"".join(copy)
    rows = np.frombuffer(copied[HEADER_BYTES:-TRAILER_BYTES], COPIED)
    kept = np.empty(len(rows), ROW)
    for name in ROW.names or ():
        kept[name] = rows[name]
    return _sorted(rows["cell"].astype(np.int64), kept)


def _sorted(cells: NDArray[np.int64], rows: NDArray[np.void]) -> Columns:
    order = np.argsort(cells, kind="stable")
    return Columns(cells[order], rows[order])


class KeptColumns:
    """Those of the sights that were asked last, MAP_COLUMNS_MB of them at most."""

    def __init__(self) -> None:
        self._kept: OrderedDict[str, tuple[int, Columns]] = OrderedDict()
        self._lock = Lock()

    def of(self, sight: str, entries: EntryQuerySet, *, noun: Noun) -> Columns:
        """`entries`: all that `sight` reads of the noun. One query when nothing was published since."""
        with self._lock:
            last = last_change()  # in here: one that waited would take an older number for that of another database
            known, columns = self._kept.get(sight, (-1, None))
            # A number that goes down is another database, restored behind our back.
            if columns is None or last < known:
                columns = read_columns(entries)
            elif last > known:
                columns = _followed(columns, entries, noun=noun, since=known)
            self._keep(sight, last, columns)
        return columns

    def _keep(self, sight: str, last: int, columns: Columns) -> None:
        self._kept[sight] = (last, columns)
        self._kept.move_to_end(sight)
        while self._kept and sum(one.weight for _last, one in self._kept.values()) > settings.MAP_COLUMNS_MB << 20:
            self._kept.popitem(last=False)


def _followed(columns: Columns, entries: EntryQuerySet, *, noun: Noun, since: int) -> Columns:
    """Whatever changed of a thing, all its documents are looked at again: one may hide another."""
    keys = set(Entry.objects.of(noun).filter(change__gt=since).values_list("key", flat=True)[: MOST_FOLLOWED + 1])
    if not keys:
        return columns
    if len(keys) > MOST_FOLLOWED:
        return read_columns(entries)
    # All audiences, in so many words: the index of keys begins by them.
    stale = Entry.objects.of(noun).filter(audience__in=Audience.values, key__in=keys).values_list("pk", flat=True)
    return columns.with_others(read_columns(entries.filter(key__in=keys)), instead_of=list(stale))


kept_columns = KeptColumns()
