"""A dashboard: all the figures of a place, on a day and between two."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import cached_property
from typing import Any

from django.utils.translation import gettext as _

from actions.enums import Outcome
from actors.enums import Noun, Verb
from actors.rules import can
from cms.rules.charts import BarChart, LineChart, Series, Value
from sites.enums import Block, BlockStatus, Destination
from steering.queries.actions import RESULTS, HelpedRow, MoneyRow, ThemeRow, actions_in, money_of, themes_of
from steering.queries.tallies import View, snapshots_at, tallies_on
from steering.rules import figures
from steering.rules.counts import Tally, block_count, went_to
from steering.rules.figures import Figure, Table, table_of
from steering.rules.periods import Period
from steering.rules.tables import figures_table

CURVES = ("open_sites", "silent_3", "people", "people_known", "minors", "minors_known", "in_school", "school_known")


@dataclass(frozen=True)
class Group:
    """Figures that are shown together."""

    code: str
    title: str
    figures: Sequence[Figure]
    note: str = ""


class Board:
    """Each part asks its own queries, once and only if it is shown. `user` decides of actions and money."""

    def __init__(self, view: View, period: Period, user: Any) -> None:
        self.view, self.period, self.user = view, period, user

    @cached_property
    def _tallies(self) -> dict[date, Tally]:
        return tallies_on(self.view, [self.period.eve, self.period.until])

    @property
    def state(self) -> Tally:
        return self._tallies[self.period.until]

    @property
    def before(self) -> Tally:
        return self._tallies[self.period.eve]

    @property
    def moved(self) -> Tally:
        """What happened in the period."""
        return self.state.since(self.before)

    @cached_property
    def updated_at(self) -> datetime | None:
        return snapshots_at()

    @cached_property
    def curve(self) -> dict[date, Tally]:
        return tallies_on(self.view, self.period.steps, names=CURVES)

    @property
    def groups(self) -> list[Group]:
        return [
            Group("situation", _("On this day"), figures.situation(self.state), figures.dated(self.state)),
            Group("mouvement", _("In the period"), figures.movement(self.moved, before=self.before)),
            Group("attention", _("What asks for attention"), figures.attention(self.state)),
            Group("delais", _("Delays"), figures.delays(self.moved)),
        ]

    @property
    def sites_curve(self) -> LineChart:
        return figures.sites_curve(self.curve)

    @property
    def people_curve(self) -> LineChart:
        return figures.people_curve(self.curve)

    @property
    def housed(self) -> BarChart:
        return figures.housed_chart(self.moved)

    @property
    def housed_rests(self) -> str:
        return figures.housed_rests(self.moved)

    @property
    def conditions(self) -> BarChart:
        return figures.conditions_chart(self.state)

    @property
    def conditions_of_people(self) -> BarChart:
        return figures.conditions_chart(self.state, people=True)

    @property
    def condition_rows(self) -> list[tuple[str, list[tuple[str, str, int, int]]]]:
        """Of each block, each status: its code, its list, sites, people."""
        return [
            (
                str(block.label).capitalize(),
                [
                    (
                        status.value,
                        block_count(block, status),
                        self.state[block_count(block, status)],
                        self.state[block_count(block, status, people=True)],
                    )
                    for status in BlockStatus
                ],
            )
            for block in Block
        ]

    @property
    def housed_rows(self) -> list[tuple[str, str, Value, Value]]:
        """Where the people of closed sites went: in words, its list, people, households."""
        people, households = self.housed.series
        return [
            (str(label), went_to(one), count, homes)
            for one, (label, count), (_label, homes) in zip(Destination, people.points, households.points, strict=True)
        ]

    @property
    def delays(self) -> BarChart:
        return figures.delays_chart(self.moved)

    @cached_property
    def themes(self) -> list[ThemeRow]:
        return themes_of(actions_in(self.view.place, self.user), self.period)

    @property
    def sees_finances(self) -> bool:
        return can(self.user, Verb.READ_FINANCES, Noun.ACTION)

    @cached_property
    def money(self) -> tuple[list[MoneyRow], list[HelpedRow]]:
        if not self.sees_finances:
            return [], []
        return money_of(actions_in(self.view.place, self.user, Verb.READ_FINANCES), self.period)

    def table(self, code: str) -> Table | None:
        """One of the tables that stand beside pictures, by its code; None for another."""
        make = TABLES.get(code)
        return make(self) if make else None


def _figures(board: Board) -> Table:
    return figures_table("chiffres", _("Figures"), [(one.title, one.figures) for one in board.groups])


def themes_table(board: Board) -> Table:
    columns = [
        _("Theme"),
        _("Actions"),
        *(label for _name, label in result_labels()),
        *(str(one.label) for one in Outcome),
    ]
    rows = [
        [
            str(row.theme.label).capitalize(),
            row.actions,
            *(row.results[name].total for name in RESULTS),
            *row.outcomes.values(),
        ]
        for row in board.themes
    ]
    return Table("actions", _("Actions by theme, with their results"), columns, rows)


def result_labels() -> list[tuple[str, str]]:
    return [
        ("people", _("People")),
        ("minors", _("Minors")),
        ("enrolled", _("Enrolled at school")),
        ("work_people", _("Found work")),
        ("housing_people", _("Housed")),
        ("shelter_people", _("Sheltered")),
        ("health_people", _("Followed for health")),
    ]


def money_table(board: Board) -> Table | None:
    if not board.sees_finances:
        return None
    columns = [_("Year"), _("Source"), _("Planned (€)"), _("Spent (€)"), _("Spent known for"), _("Fundings")]
    rows = [
        [str(row.year), str(row.source.label), row.planned.total, row.spent.total, row.spent.known, row.spent.rows]
        for row in board.money[0]
    ]
    return Table("financements", _("Money by year and source"), columns, rows)


def helped_table(board: Board) -> Table | None:
    if not board.sees_finances:
        return None
    columns = [
        _("Year"),
        _("Planned (€)"),
        _("Spent (€)"),
        _("People helped"),
        _("Spent per person (€)"),
        _("Actions"),
        _("Actions where both are known"),
    ]
    rows = [
        [
            str(row.year),
            row.planned.total,
            row.spent.total,
            row.people or None,
            row.per_person,
            row.actions,
            row.actions_known,
        ]
        for row in board.money[1]
    ]
    return Table("par-personne", _("Money per person helped"), columns, rows)


def money_chart(board: Board) -> BarChart:
    rows = [(str(row.year), row) for row in board.money[1]]
    return BarChart(
        _("Money planned and spent"),
        [
            Series(_("Planned"), [(year, _euros(row.planned.total)) for year, row in rows]),
            Series(_("Spent"), [(year, _euros(row.spent.total)) for year, row in rows]),
        ],
        "€",
    )


def _euros(amount: Any) -> int | None:
    return None if amount is None else round(amount)


TABLES: dict[str, Callable[[Board], Table | None]] = {
    "chiffres": _figures,
    "courbe-sites": lambda board: table_of("courbe-sites", board.sites_curve, first=_("Day")),
    "courbe-personnes": lambda board: table_of("courbe-personnes", board.people_curve, first=_("Day")),
    "relogement": lambda board: table_of("relogement", board.housed, first=_("Destination")),
    "conditions": lambda board: table_of("conditions", board.conditions, first=_("Living conditions")),
    "conditions-personnes": lambda board: table_of(
        "conditions-personnes", board.conditions_of_people, first=_("Living conditions")
    ),
    "delais": lambda board: table_of("delais", board.delays, first=_("Delay")),
    "actions": themes_table,
    "financements": money_table,
    "par-personne": helped_table,
}
