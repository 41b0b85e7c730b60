"""The same figures for several territories: those of a level inside a place, or some chosen one by one."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from steering.queries.tallies import View, tallies_of_parts
from steering.rules.counts import NOTHING, Tally
from steering.rules.figures import Table, percent
from steering.rules.periods import Period
from territories.enums import CommuneKind, Level
from territories.models import Territory

LEVELS_BELOW = {
    Level.NATION: (Level.REGION, Level.DEPARTEMENT),
    Level.REGION: (Level.DEPARTEMENT, Level.EPCI, Level.COMMUNE),
    Level.DEPARTEMENT: (Level.COMMUNE, Level.EPCI),
    Level.EPCI: (Level.COMMUNE,),
    Level.COMMUNE: (),
}


@dataclass(frozen=True)
class Measure:
    """What is compared: `of` gives its value from what stands and what happened, None where it is unknown."""

    code: str
    label: str
    of: Callable[[Tally], int | None]
    unit: str = ""


@dataclass(frozen=True)
class Compared:
    """One territory; without a site, every count is zero."""

    place: Territory
    tally: Tally
    values: list[int | None]


def measures() -> list[Measure]:
    return [
        Measure("open_sites", _("Open sites"), lambda one: one["open_sites"]),
        Measure("people", _("People"), lambda one: _known(one, "people")),
        Measure("households", _("Households"), lambda one: _known(one, "households")),
        Measure("minors", _("Minors"), lambda one: _known(one, "minors")),
        Measure(
            "in_school", _("Minors in school (%)"), lambda one: percent(one["in_school"], one["school_minors"]), "%"
        ),
        Measure(
            "school_known", _("Schooling known (%)"), lambda one: percent(one["school_minors"], one["minors"]), "%"
        ),
        Measure("opened", _("Opened"), lambda one: one["opened"]),
        Measure("closed", _("Closed"), lambda one: one["closed"]),
        Measure("resorbed", _("Resorbed"), lambda one: one["resorbed"]),
        Measure("net", _("Net movement"), lambda one: one["opened"] - one["closed"]),
        Measure("without_action", _("Without action"), lambda one: one["without_action"]),
        Measure("silent_3", _("Without observation for 3 months"), lambda one: one["silent_3"]),
    ]  # fmt: skip


def compare(view: View, period: Period, level: Level, *, wanted: Sequence[Measure]) -> list[Compared]:
    """The territories of a level inside a place that hold a site that is or was; by name. Two queries."""
    days = [period.eve, period.until]
    tallies = tallies_of_parts(view, level, days)
    places = Territory.objects.filter(pk__in=tallies).select_related("parent__parent").in_order()
    return [_compared(place, tallies[place.pk], period, wanted) for place in places]


def compare_chosen(
    places: Iterable[Territory], view: View, period: Period, *, wanted: Sequence[Measure]
) -> list[Compared]:
    """Those places, in their order, as far as `view` (of what holds them all) shows them. A query a level."""
    chosen = list(places)
    days = [period.eve, period.until]
    found: dict[int, dict[Any, Tally]] = {}
    for level in sorted({place.level for place in chosen}):
        found |= tallies_of_parts(view, Level(level), days, only=[one.pk for one in chosen if one.level == level])
    return [_compared(place, found.get(place.pk, {}), period, wanted) for place in chosen]


def comparison_table(compared: Sequence[Compared], level: Level | None, *, wanted: Sequence[Measure]) -> Table:
    first = str(level.label).capitalize() if level else _("Territory")
    rows = [[one.place.label, *one.values] for one in compared]
    return Table("territoires", _("Compared territories"), [first, *(one.label for one in wanted)], rows)


def children_of(place: Territory, level: Level) -> list[Territory]:
    """Every territory of today of a level inside a place, for its map: those without a site too."""
    inside = Territory.objects.current().inside(place).at(level).exclude(kind=CommuneKind.ARM)
    if level == Level.EPCI:
        keys = Territory.objects.inside(place).at(Level.COMMUNE).filter(epci__isnull=False).values("epci")
        inside = Territory.objects.current().filter(pk__in=keys)
    return list(inside.select_related("outline", "parent__parent").in_order())


def _compared(place: Territory, tallies: dict[Any, Tally], period: Period, wanted: Sequence[Measure]) -> Compared:
    tally = tallies.get(period.until, NOTHING).since(tallies.get(period.eve, NOTHING))
    return Compared(place, tally, [one.of(tally) for one in wanted])


def _known(tally: Tally, name: str) -> int | None:
    return tally[name] if tally[f"{name}_known"] or not tally["open_sites"] else None
