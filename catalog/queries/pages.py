"""Keyset pagination: a page begins where the last one ended, whatever was published meanwhile."""

from dataclasses import dataclass, field
from datetime import date
from typing import Any

import orjson
from django.db.models import F, Q
from django.db.models.expressions import OrderBy

from catalog.enums import Sort
from catalog.models import Entry
from catalog.querysets import EntryQuerySet
from catalog.rules.sealing import seal, unseal

USE = "page"


@dataclass(frozen=True)
class Order:
    """By one column, nothing last, then the latest change first. `kind` is what a cursor may hold of the column."""

    column: str
    kind: type
    is_descending: bool = True

    def terms(self, *, backwards: bool) -> list[OrderBy]:
        down = self.is_descending != backwards
        return [
            OrderBy(F(self.column), descending=down, nulls_first=backwards or None, nulls_last=not backwards or None),
            OrderBy(F("change"), descending=not backwards),
        ]

    def beyond(self, cursor: "Cursor") -> Q:
        """What comes after the cursor, or before it if it looks backwards."""
        goes_down = self.is_descending != cursor.is_backwards
        change = Q(**{"change__gt" if cursor.is_backwards else "change__lt": cursor.change})
        if cursor.value is None:
            same = Q(**{f"{self.column}__isnull": True}) & change
            return same | Q(**{f"{self.column}__isnull": False}) if cursor.is_backwards else same
        further = Q(**{f"{self.column}__{'lt' if goes_down else 'gt'}": cursor.value})
        further |= Q(**{self.column: cursor.value}) & change
        return further if cursor.is_backwards else further | Q(**{f"{self.column}__isnull": True})


ORDERS = {
    Sort.RELEVANCE: Order("rank", float),
    Sort.RECENT: Order("dated_on", date),
    Sort.TITLE: Order("folded_title", str, is_descending=False),
    Sort.PEOPLE: Order("people", int),
}


class CursorError(ValueError):
    """The text is not a cursor that we gave for this order."""


@dataclass(frozen=True)
class Cursor:
    """A place in an order: beside which entry, on which side.

    It is sealed: two change numbers would tell how much was published between them, also of what its reader never sees.
    """

    sort: Sort
    value: Any
    change: int
    is_backwards: bool = False

    def __str__(self) -> str:
        content = orjson.dumps([self.sort, self.value, self.change, self.is_backwards])
        return seal(content, use=USE)

    @classmethod
    def parse(cls, text: str, *, sort: Sort) -> "Cursor":
        """Raises CursorError on anything but what `str()` gives."""
        try:
            of, value, change, is_backwards = orjson.loads(unseal(text, use=USE))
            cursor = cls(Sort(of), _value(ORDERS[sort].kind, value), change, is_backwards)
        except (ValueError, TypeError) as error:
            raise CursorError from error
        if cursor.sort != sort or type(change) is not int or type(is_backwards) is not bool:
            raise CursorError
        return cursor


def _value(kind: type, value: Any) -> Any:
    if value is None:
        return None
    if kind is date:
        return date.fromisoformat(value)
    if type(value) is not kind or "\x00" in str(value):
        raise CursorError
    return value


@dataclass(frozen=True)
class EntryPage:
    """Some entries in order, and the cursors of the pages around them (None where there is none)."""

    items: list[Entry] = field(default_factory=list)
    next: Cursor | None = None
    previous: Cursor | None = None


def read_page(entries: EntryQuerySet, *, sort: Sort, size: int, cursor: Cursor | None = None) -> EntryPage:
    """One query. `entries` carry the annotation `rank` when the order is by relevance."""
    order = ORDERS[sort]
    backwards = cursor is not None and cursor.is_backwards
    if cursor:
        entries = entries.filter(order.beyond(cursor))
    found = list(entries.defer("search_vector").order_by(*order.terms(backwards=backwards))[: size + 1])
    has_more = len(found) > size
    items = found[:size][:: -1 if backwards else 1]
    if not items:
        return EntryPage()
    before = Cursor(sort, getattr(items[0], order.column), items[0].change, is_backwards=True)
    after = Cursor(sort, getattr(items[-1], order.column), items[-1].change)
    has_next, has_previous = (True, has_more) if backwards else (has_more, cursor is not None)
    return EntryPage(items=items, next=after if has_next else None, previous=before if has_previous else None)
