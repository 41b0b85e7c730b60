"""Sites added up by commune: what those may export who read sites at the precision of their commune.

No count is here that they could not read of one site alone (READ, READ_OUTCOMES): a commune may hold one site.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby
from typing import Any

from actors.enums import Verb
from sites.enums import OPEN_STATUSES, Destination, YesNo
from steering.queries.exported.sites import SiteRow, found_sites, site_rows
from steering.queries.state import Counted
from steering.registry import Asked

# The counts of the document that partners read of one site (sites.queries.documents).
SUMMED = ("people", "households", "minors", "minors_in_school")


@dataclass(frozen=True)
class CommuneRow:
    """`counts`: of the open sites, by name; what is unknown on some is said beside. `went`: of the closed ones, by
    destination. `reinstalled`: sites whose people had been moved before; None where it is not for their reader.
    """

    commune: Any
    sites: int
    open_sites: int
    counts: dict[str, Counted]
    closed_sites: int
    went: dict[str, Counted]
    reinstalled: int | None
    site_ids: tuple[int, ...]


def commune_rows(asked: Asked) -> Iterator[CommuneRow | None]:
    kept = (row for row in site_rows(asked, verb=Verb.EXPORT_AGGREGATED) if row)
    for _commune_id, rows in groupby(kept, key=lambda row: row.site.commune_id):
        yield _added_up(list(rows))


def commune_count(asked: Asked) -> int:
    """How many communes hold a site of the filter."""
    return found_sites(asked, verb=Verb.EXPORT_AGGREGATED).values("commune").distinct().count()


def _added_up(rows: list[SiteRow]) -> CommuneRow:
    in_use = [row for row in rows if row.status in OPEN_STATUSES]
    closed = [row for row in rows if row.closure and row.tells_outcomes]
    moved = [row.reinstallation for row in rows if row.reinstallation is not None]
    return CommuneRow(
        commune=rows[0].site.commune,
        sites=len(rows),
        open_sites=len(in_use),
        counts={name: _counted([getattr(row.seen, name, None) for row in in_use]) for name in SUMMED},
        closed_sites=sum(row.closure is not None for row in rows),
        went={one.value: _counted([row.went(one) for row in closed]) for one in Destination},
        reinstalled=moved.count(YesNo.YES) if moved else None,
        site_ids=tuple(row.site.pk for row in rows),
    )


def _counted(values: list[int | None]) -> Counted:
    known = [value for value in values if value is not None]
    return Counted.of(sum(known), len(known), sites=len(values))
