"""What can be exported and as what: tables and writers sign up here from `apps.py`, for the service that makes files.

sign_up_table(ExportTable(Dataset.SITES, Noun.SITE, Verb.EXPORT, columns=..., count=..., rows=...))
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

from actors.enums import Noun, Verb
from actors.rules import can
from steering.enums import Dataset, Dates, ExportFormat

# What a cell may be. None is unknown: the cell is blank.
Value = str | int | float | Decimal | date | datetime | None
Point = tuple[float, float] | None


@dataclass(frozen=True)
class Column:
    """`heading` and `meaning` are what a reader finds in the file. `read`: from a row of the table to a value.

    code: a day is `*_on`, as everywhere in the house, and is written as one.
    needs: the right without which the column is not offered at all; row by row, `read` asks it again.
    is_usual: whether it is there unless asked otherwise.
    """

    code: str
    group: Any
    heading: Any
    meaning: Any
    read: Callable[[Any], Value]
    is_usual: bool = True
    needs: tuple[Verb, Noun] | None = None

    def is_open_to(self, user: Any) -> bool:
        return self.needs is None or can(user, *self.needs)


@dataclass(frozen=True)
class Asked:
    """What one person asks: the entries or the accounts that their filter finds, and the days."""

    user: Any
    found: Any
    starts_on: date | None = None
    ends_on: date | None = None


@dataclass(frozen=True)
class ExportTable:
    """One kind of rows. `noun`: whose list it is opened from. `verbs`: all of them are needed, on some thing of it.

    rows(asked): in order, bounded in memory, None for what was looked at and left out. count(asked): how many are
    looked at. sites_of(row): the sites that it tells of, by its column `sites_told_by` or by itself.
    point_of(row): where it is, for maps. notes: what the rows are not, in words, said on the form and in the file.
    """

    dataset: Dataset
    noun: Noun
    columns: Sequence[Column]
    count: Callable[[Asked], int]
    rows: Callable[[Asked], Iterator[Any]]
    verbs: tuple[Verb, ...] = (Verb.EXPORT,)
    sites_of: Callable[[Any], Iterable[int]] = lambda _row: ()
    sites_told_by: str = ""
    point_of: Callable[[Any], Point] | None = None
    dates: Dates = Dates.NONE
    notes: Sequence[Any] = ()

    @property
    def formats(self) -> list[ExportFormat]:
        return [one for one in ExportFormat if one != ExportFormat.GEOJSON or self.point_of]

    def is_open_to(self, user: Any) -> bool:
        return all(can(user, verb, self.noun) for verb in self.verbs)

    def columns_for(self, user: Any) -> list[Column]:
        return [column for column in self.columns if column.is_open_to(user)]


@dataclass(frozen=True)
class Content:
    """A file to be written. `rows` are read once, in order; each gives its values, and its point for maps.

    days: the headings of columns of days. about: what is said of the file itself, read after the rows: their number
    is known then.
    """

    title: str
    headings: list[str]
    meanings: list[str]
    rows: Iterator[tuple[list[Value], Point]]
    days: frozenset[str] = frozenset()
    about: Callable[[], list[tuple[str, str]]] = field(default=list)


Writer = Callable[[Path, Content], None]

tables: dict[Dataset, ExportTable] = {}
writers: dict[ExportFormat, Writer] = {}


def open_tables(user: Any) -> list[ExportTable]:
    """Those of which somebody may export something."""
    return [table for table in tables.values() if table.is_open_to(user)]


def sign_up_table(table: ExportTable) -> None:
    tables[table.dataset] = table


def sign_up_writer(name: ExportFormat, writer: Writer) -> None:
    writers[name] = writer
