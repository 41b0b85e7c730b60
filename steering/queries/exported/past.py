"""When sites were open: the days that snapshots count by, from the same statement."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db import connection

from steering.queries.states import facts_sql, parameters

OF_SITES = "s.page_ptr_id = ANY(%(sites)s)"


@dataclass(frozen=True)
class Life:
    """From the first day that a site is heard of until the day it closed; None while it is open."""

    opened_on: date
    closed_on: date | None


def lives_of(site_ids: Iterable[int]) -> dict[int, Life]:
    """One query."""
    values: Any = parameters(sites=list(site_ids))
    with connection.cursor() as cursor:
        statement = f"WITH fact AS ({facts_sql(OF_SITES)}) SELECT id, opened_on, closed_on FROM fact"  # noqa: S608
        cursor.execute(statement, values)
        return {pk: Life(opened_on, closed_on) for pk, opened_on, closed_on in cursor.fetchall()}
