"""The list behind each figure: the very sites that it counts, on the same days, by the same definition."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db import connection
from django.utils.translation import gettext as _

from actors.enums import Verb
from sites.enums import Block, BlockStatus, Destination
from sites.models import SitePage
from sites.rules.freshness import STALE_AFTER
from steering.queries.states import ON_ONE_DAY, STATUS_ORDER, facts_sql, parameters, states_sql
from steering.queries.tallies import View
from steering.rules.counts import LONG_STALE_AFTER, block_count, went_to
from steering.rules.periods import Period

SIZE = 50

IN_VIEW = """EXISTS (
    SELECT FROM territories_territory t WHERE t.id = s.commune_id
        AND t.ancestor_ids @> ARRAY[%(place)s]::bigint[]
        AND (%(scopes)s::bigint[] IS NULL OR t.ancestor_ids && %(scopes)s::bigint[])
)"""
ROWS = """
WITH fact AS MATERIALIZED ({facts}), state AS ({states}),
behind AS (
    SELECT f.id, {value} AS value, {dated} AS dated_on
    FROM fact f LEFT JOIN state ON state.id = f.id WHERE {where}
)
SELECT id, value, dated_on, count(*) OVER (), sum(value) OVER () FROM behind
ORDER BY value DESC NULLS LAST, dated_on DESC NULLS LAST, id LIMIT %(limit)s OFFSET %(offset)s
"""
# The number of people who went somewhere, of a closure.
WENT = "(SELECT d.people FROM sites_closuredestination d WHERE d.closure_id = f.closure_id AND d.destination = {name})"
DURING = "BETWEEN %(since)s AND %(until)s"
FIRST_ACTED = "GREATEST(f.first_action_on, f.declared_on)"


@dataclass(frozen=True)
class Kind:
    """`where` and `value` in the words of the database; `column`: what the value is, "" where each site counts one.

    verb: what its reader must be able to do, in the territory, for the list to be theirs.
    """

    title: str
    where: str
    value: str = "1"
    column: str = ""
    dated: str = "state.observed_on"
    dated_label: str = ""
    verb: Verb = Verb.READ

    @property
    def is_summed(self) -> bool:
        return bool(self.column)


@dataclass(frozen=True)
class Line:
    site: SitePage
    value: int | None
    dated_on: date | None


@dataclass(frozen=True)
class Page:
    """One page of a list, of `size` lines at most. `count`: of all its pages."""

    lines: list[Any]
    count: int
    page: int
    size: int

    @property
    def pages(self) -> int:
        return max(-(-self.count // self.size), 1)

    @property
    def previous(self) -> int | None:
        return self.page - 1 if self.page > 1 else None

    @property
    def next(self) -> int | None:
        return self.page + 1 if self.page < self.pages else None


@dataclass(frozen=True)
class Listed(Page):
    """`total`: of all its pages, what the figure says; None is unknown."""

    lines: list[Line]
    kind: Kind
    total: int | None


def kind_of(code: str) -> Kind | None:
    """None for a figure that has no list."""
    return {**_states(), **_events(), **_conditions(), **_destinations()}.get(code)


def listed(view: View, period: Period, kind: Kind, *, page: int = 1, size: int = SIZE) -> Listed:
    """Two queries."""
    sql = ROWS.format(
        facts=facts_sql(IN_VIEW), states=states_sql(ON_ONE_DAY), value=kind.value, dated=kind.dated, where=kind.where
    )
    values = parameters(
        place=view.place.pk,
        scopes=None if view.scopes is None else list(view.scopes),
        since=period.since,
        until=period.until,
        day=period.until,
        limit=size,
        offset=(page - 1) * size,
    )
    with connection.cursor() as cursor:
        cursor.execute(sql, values)
        rows = cursor.fetchall()
    count, total = (rows[0][3], rows[0][4]) if rows else (0, 0)
    sites = _sites(row[0] for row in rows)
    lines = [Line(sites[pk], value, dated_on) for pk, value, dated_on, _count, _sum in rows]
    return Listed(lines, count, page, size, kind, None if total is None else int(total))


def _sites(keys: Iterable[int]) -> dict[int, Any]:
    return SitePage.objects.select_related("commune").in_bulk(list(keys))


def _states() -> dict[str, Kind]:
    schooled = "state.is_open AND state.minors >= 0 AND state.in_school >= 0"
    return {
        "open_sites": Kind(_("Open sites"), "state.is_open"),
        "people": Kind(_("People, site by site"), "state.is_open", "NULLIF(state.people, -1)", _("People")),
        "households": Kind(
            _("Households, site by site"), "state.is_open", "NULLIF(state.households, -1)", _("Households")
        ),
        "minors": Kind(_("Minors, site by site"), "state.is_open", "NULLIF(state.minors, -1)", _("Minors")),
        "in_school": Kind(_("Minors in school, site by site"), schooled, "state.in_school", _("Minors in school")),
        "without_action": Kind(_("Open sites without action"), "state.is_open AND NOT state.is_acted_on"),
        "silent_3": Kind(_("Open sites without observation for 3 months"), _silent(STALE_AFTER.days)),
        "silent_6": Kind(_("Open sites without observation for 6 months"), _silent(LONG_STALE_AFTER.days)),
    }


def _events() -> dict[str, Kind]:
    opened, closed = f"f.opened_on {DURING}", f"f.closed_on {DURING}"
    on_opening: dict[str, Any] = {"dated": "f.opened_on", "dated_label": _("Opened on")}
    on_closing: dict[str, Any] = {"dated": "f.closed_on", "dated_label": _("Closed on")}
    return {
        "opened": Kind(_("Sites opened"), opened, **on_opening),
        "reinstalled": Kind(
            _("Reinstalled sites"), f"{opened} AND f.is_reinstalled", verb=Verb.READ_OUTCOMES, **on_opening
        ),
        "closed": Kind(_("Sites closed"), closed, **on_closing),
        "resorbed": Kind(_("Sites resorbed"), f"{closed} AND f.is_resorbed", **on_closing),
        "net": Kind(
            _("Sites opened and closed"),
            f"({opened}) <> COALESCE(({closed}), false)",
            f"({opened})::int - COALESCE(({closed}), false)::int",
            _("Movement"),
            dated=f"CASE WHEN {closed} THEN f.closed_on ELSE f.opened_on END",
            dated_label=_("Opened or closed on"),
        ),
        "declaration_delay": Kind(
            _("From installation to declaration"),
            f"f.declaration_days IS NOT NULL AND f.declared_on {DURING}",
            "f.declaration_days",
            _("Days"),
            dated="f.declared_on",
            dated_label=_("Declared on"),
        ),
        "action_delay": Kind(
            _("From declaration to first action"),
            f"f.declared_on IS NOT NULL AND {FIRST_ACTED} {DURING} AND f.first_action_on IS NOT NULL",
            f"{FIRST_ACTED} - f.declared_on",
            _("Days"),
            dated="f.first_action_on",
            dated_label=_("First action"),
        ),
    }  # fmt: skip


def _conditions() -> dict[str, Kind]:
    return {
        block_count(block, status): Kind(
            _("%(block)s: %(status)s") % {"block": str(block.label).capitalize(), "status": status.label},
            f"state.is_open AND state.{block.value} = {STATUS_ORDER.index(status)}",
            "NULLIF(state.people, -1)",
            _("People"),
        )
        for block in Block
        for status in BlockStatus
    }


def _destinations() -> dict[str, Kind]:
    found = {}
    for one in Destination:
        people = WENT.format(name=repr(one.value))
        found[went_to(one)] = Kind(
            _("Closed sites whose people went to: %s") % one.label,
            f"f.closed_on {DURING} AND {people} > 0",
            people,
            _("People"),
            dated="f.closed_on",
            dated_label=_("Closed on"),
            verb=Verb.READ_OUTCOMES,
        )
    return found


def _silent(days: int) -> str:
    return f"state.is_open AND (state.silence > {days} OR state.observed_on IS NULL)"
