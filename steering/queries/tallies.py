"""Reading snapshots: sums over the communes of a place that somebody sees. Nothing here grows with history."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db import connection

from actors.enums import Noun, Reach, Verb
from actors.rules import granted_scopes
from steering.models import SnapshotRun
from steering.rules.counts import COUNTS, NOTHING, PLACE_OF, Tally
from territories.enums import Level
from territories.models import Territory

# The row of a commune on a day is the last that is not after it.
SUMS = """
SELECT d.day, {key}, {sums}
FROM (
    SELECT DISTINCT t.id, t.ancestor_ids FROM steering_countedsite c
    JOIN territories_territory t ON t.id = c.commune_id
    WHERE t.ancestor_ids @> ARRAY[%(place)s]::bigint[]
        AND (%(scopes)s::bigint[] IS NULL OR t.ancestor_ids && %(scopes)s::bigint[])
) place
{join}
CROSS JOIN unnest(%(days)s::date[]) d(day)
CROSS JOIN LATERAL (
    SELECT s.counts FROM steering_snapshot s
    WHERE s.commune_id = place.id AND s.day <= d.day ORDER BY s.day DESC LIMIT 1
) s
GROUP BY 1, 2
"""
PARTS = """JOIN territories_territory part ON part.id = ANY(place.ancestor_ids) AND part.level = %(level)s
    AND (%(only)s::bigint[] IS NULL OR part.id = ANY(%(only)s::bigint[]))"""


@dataclass(frozen=True)
class View:
    """A place, and the territories that somebody sees there; None for all of it."""

    place: Territory
    scopes: tuple[int, ...] | None = None

    @property
    def is_whole(self) -> bool:
        return self.scopes is None


def view_of(place: Territory, user: Any, *, verb: Verb = Verb.READ) -> View | None:
    """What `user` may count in a place, or take away: all of it, the part that their scopes hold, or nothing (None)."""
    return view_in(place, reading_territories(user, verb=verb))


def view_in(place: Territory, held: tuple[int, ...] | None) -> View | None:
    if held is None or set(held) & set(place.ancestor_ids):
        return View(place)
    if not held:
        return None
    inside = Territory.objects.inside(place).filter(level=Level.COMMUNE, ancestor_ids__overlap=list(held))
    return View(place, held) if inside.exists() else None


def reading_territories(user: Any, *, verb: Verb = Verb.READ, noun: Noun = Noun.SITE) -> tuple[int, ...] | None:
    """The territories where `user` may do `verb`; None for everywhere. A scope on one site counts nothing else."""
    granted = granted_scopes(user, verb, noun)
    if any(grant.reach == Reach.EVERYWHERE for _scope, grant in granted):
        return None
    reached = {scope.territory_id for scope, grant in granted if grant.reach == Reach.TERRITORY and scope.territory_id}
    return tuple(sorted(one for one in reached if one))


def tallies_on(view: View, days: Iterable[date], *, names: Sequence[str] = COUNTS) -> dict[date, Tally]:
    """The counts of each day. One query."""
    wanted = sorted(set(days))
    rows = _rows(view, wanted, names, key="0", join="")
    found = {row[0]: Tally.of(names, row[2:]) for row in rows}
    return {day: found.get(day, NOTHING) for day in wanted}


def tallies_of_parts(
    view: View, level: Level, days: Iterable[date], *, only: Sequence[int] | None = None
) -> dict[int, dict[date, Tally]]:
    """The same by territory of a level inside the place, by its id: those with a site at least. One query.

    only: of these territories.
    """
    wanted = sorted(set(days))
    found: dict[int, dict[date, Tally]] = {}
    for day, part, *values in _rows(view, wanted, COUNTS, key="part.id", join=PARTS, level=level, only=_array(only)):
        found.setdefault(part, dict.fromkeys(wanted, NOTHING))[day] = Tally.of(COUNTS, values)
    return found


def snapshots_at() -> datetime | None:
    """When snapshots last followed what happened; None before the first."""
    run = SnapshotRun.objects.order_by("-ended_at").first()
    return run.ended_at if run else None


def _rows(
    view: View, days: list[date], names: Sequence[str], *, key: str, join: str, **more: Any
) -> list[tuple[Any, ...]]:
    sums = ", ".join(f"sum(s.counts[{PLACE_OF[name] + 1}])" for name in names)
    values = {"place": view.place.pk, "scopes": _array(view.scopes), "days": days, **more}
    with connection.cursor() as cursor:
        cursor.execute(SUMS.format(key=key, sums=sums, join=join), values)
        return cursor.fetchall()


def _array(scopes: Sequence[int] | None) -> list[int] | None:
    return None if scopes is None else list(scopes)
