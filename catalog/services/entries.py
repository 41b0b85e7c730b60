"""Rows of the catalogue in and out, many at a time, numbered in commit order."""

from dataclasses import dataclass
from typing import Any

import orjson
from django.db import connection, transaction
from django.db.models import BigIntegerField, Func
from django.db.transaction import TransactionManagementError
from django.utils import timezone

from catalog.models import Entry
from catalog.querysets import EntryQuerySet
from catalog.signals import published

# Any number of ours: everyone who writes the catalogue waits at this one.
TURN = 20_180_125

# One row of JSON per entry; search vectors are computed by the database, which has the dictionary.
COLUMNS = {
    "noun": "text",
    "audience": "text",
    "key": "text",
    "page_id": "bigint",
    "title": "text",
    "summary": "text",
    "text": "text",
    "url": "text",
    "document": "text",
    "content": "text",
    "feature": "text",
    "territory_ids": "bigint[]",
    "tags": "text[]",
    "people": "integer",
    "lon": "double precision",
    "lat": "double precision",
    "cell": "bigint",
    "dated_on": "date",
    "fingerprint": "uuid",
}
COMPUTED = {
    "folded_title": "left(fold(r.title), 300)",
    "search_vector": "setweight(to_tsvector('fr_unaccent', r.title), 'A')"
    " || setweight(to_tsvector('fr_unaccent', r.summary), 'B')"
    " || setweight(to_tsvector('fr_unaccent', r.text), 'C')",
    "change": "nextval('catalog_change')",
    "changed_at": "%(changed_at)s",
    "withdrawn_at": "NULL::timestamptz",
}
# Before rows are overwritten, traces included: who read a thing only where it is no longer must be told that it left.
# A statement of its own, sent with the other: inside of it, it ran last, planned for the table of before, and went
# through all that had just been written once for each row.
WRITE = f"""
INSERT INTO catalog_departure (noun, key, page_id, territory_ids, change)
SELECT noun, key, page_id, territory_ids, nextval('catalog_change') FROM (
    SELECT DISTINCT e.noun, e.key, CASE WHEN e.page_id IS DISTINCT FROM r.page_id THEN e.page_id END AS page_id,
        ARRAY(SELECT unnest(e.territory_ids) EXCEPT SELECT unnest(r.territory_ids) ORDER BY 1) AS territory_ids
    FROM json_to_recordset(%(rows)s)
        AS r(noun text, audience text, key text, page_id bigint, territory_ids bigint[])
    JOIN catalog_entry e ON (e.noun, e.audience, e.key) = (r.noun, r.audience, r.key)
    WHERE NOT e.territory_ids <@ r.territory_ids OR e.page_id IS DISTINCT FROM r.page_id
) AS left_behind;

INSERT INTO catalog_entry ({", ".join([*COLUMNS, *COMPUTED])})
SELECT {", ".join([*(f"r.{name}" for name in COLUMNS), *COMPUTED.values()])}
FROM json_to_recordset(%(rows)s) AS r({", ".join(f"{n} {kind}" for n, kind in COLUMNS.items())})
ON CONFLICT (noun, audience, key)
DO UPDATE SET {", ".join(f"{name} = EXCLUDED.{name}" for name in [*COLUMNS, *COMPUTED])}
"""  # noqa: S608 (made of our own constants)


@dataclass(frozen=True)
class Outcome:
    """How many entries were written or withdrawn. What had not changed is in neither."""

    written: int = 0
    withdrawn: int = 0

    def __add__(self, other: "Outcome") -> "Outcome":
        return Outcome(self.written + other.written, self.withdrawn + other.withdrawn)


class NextChange(Func):
    template = "nextval('catalog_change')"
    output_field = BigIntegerField()


def take_turn() -> None:
    """Wait for those who are writing the catalogue to commit, then hold the others until we do.

    A sequence alone gives numbers in the order of asking, and a reader who follows them would miss what commits late.
    What is published is also read again after this: two who publish one page cannot overwrite each other with the past.
    """
    if not connection.in_atomic_block:
        raise TransactionManagementError("The catalogue is written in the transaction of what it publishes.")
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [TURN])


def announce() -> None:
    """Once it is committed, tell whoever follows the catalogue that something was written."""
    transaction.on_commit(_announce, robust=True)


def _announce() -> None:
    published.send(sender=None)


def write(rows: list[dict[str, Any]]) -> int:
    """Insert or replace entries; takes rows of `rendering.render`, and a turn taken."""
    if rows:
        with connection.cursor() as cursor:
            cursor.execute(WRITE, {"rows": orjson.dumps(rows).decode(), "changed_at": timezone.now()})
    return len(rows)


def replace(stored: EntryQuerySet, rows: list[dict[str, Any]]) -> Outcome:
    """Make `rows` all that there is of `stored`: write what differs, withdraw what is not there any more."""
    known = {
        (key, audience): (pk, fingerprint)
        for pk, key, audience, fingerprint in stored.published().values_list("pk", "key", "audience", "fingerprint")
    }
    wanted = {(row["key"], row["audience"]): row for row in rows}
    new = [row for place, row in wanted.items() if place not in known or known[place][1] != row["fingerprint"]]
    gone = [pk for place, (pk, _) in known.items() if place not in wanted]
    withdrawn = withdraw(Entry.objects.filter(pk__in=gone)) if gone else 0
    return Outcome(written=write(new), withdrawn=withdrawn)


def withdraw(entries: EntryQuerySet) -> int:
    """Leave the trace of what is no longer published: the place and the number stay, so that replicas may follow."""
    now = timezone.now()
    return entries.published().update(
        title="",
        folded_title="",
        summary="",
        text="",
        url="",
        document="",
        content="",
        feature="",
        search_vector=None,
        tags=[],
        people=None,
        lon=None,
        lat=None,
        cell=None,
        dated_on=None,
        fingerprint=None,
        change=NextChange(),
        changed_at=now,
        withdrawn_at=now,
    )
