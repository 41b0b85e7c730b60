"""The report of a territory on a year: its dashboard, on paper. Every figure comes from there."""

from collections.abc import Iterator
from datetime import date
from typing import Any

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from actions.enums import Outcome
from steering.queries.board import (
    Board,
    helped_table,
    money_chart,
    money_table,
    themes_table,
)
from steering.queries.compare import LEVELS_BELOW
from steering.queries.comparison import Comparison, comparison_of
from steering.queries.tallies import View
from steering.rules.figures import Table, table_of
from steering.rules.periods import Period
from steering.rules.reports import Report, Section
from territories.enums import Level

YEARS_BACK = 5
# Of the comparison, what a portrait page holds; the dashboard has the rest.
COMPARED = ("open_sites", "people", "minors", "in_school", "opened", "closed", "resorbed")


def years_of_reports(today: date | None = None) -> list[int]:
    """This year, as far as it has gone, and those before it."""
    year = (today or timezone.localdate()).year
    return list(range(year, year - YEARS_BACK - 1, -1))


def yearly_report(view: View, year: int, *, user: Any) -> Report:
    period = Period.of_year(year, today=timezone.localdate())
    board = Board(view, period, user)
    sections = [*_state(board), *_living(board), *_actions(board), *_money(board), *_parts(board)]
    meanings = [(figure.label, figure.counts) for group in board.groups for figure in group.figures]
    return Report(
        title=_("Yearly report %(year)s") % {"year": year},
        subtitle=view.place.label,
        told=list(_told(board, user)),
        sections=sections,
        meanings=meanings,
    )


def _told(board: Board, user: Any) -> Iterator[str]:
    period = board.period
    days = {"first": date_format(period.since, "j F Y"), "last": date_format(period.until, "j F Y")}
    yield _("State on %(last)s; events from %(first)s to %(last)s, both included.") % days
    if board.updated_at:
        moment = date_format(timezone.localtime(board.updated_at), "j F Y, H:i")
        yield _("What is known of it on %(moment)s; a day of the past changes when something is learned of it.") % {
            "moment": moment
        }
    if not board.view.is_whole:
        yield _("A part of this territory only: every figure counts what its author may see, and nothing else.")
    who = f"{user}, {user.organisation}" if user.organisation else str(user)
    yield _("Taken from the platform on %(day)s by %(who)s.") % {
        "day": date_format(timezone.localtime(), "j F Y, H:i"),
        "who": who,
    }


def _state(board: Board) -> Iterator[Section]:
    for group in board.groups[:2]:
        yield Section(group.title, figures=group.figures, notes=[group.note] if group.note else ())
    curves = [board.sites_curve, board.people_curve]
    tables = [table_of("", chart, first=_("Day")) for chart in curves]
    yield Section(_("Over time"), charts=curves, tables=tables)
    for group in board.groups[2:3]:
        yield Section(group.title, figures=group.figures)
    if board.moved["closed"]:
        table = table_of("", board.housed, first=_("Destination"))
        title = _("People of closed sites, by kind of solution")
        yield Section(title, charts=[board.housed], tables=[table], notes=[board.housed_rests])
    else:
        yield Section(_("People of closed sites, by kind of solution"), paragraphs=[_("No site closed in the period.")])


def _living(board: Board) -> Iterator[Section]:
    charts = [board.conditions, board.conditions_of_people]
    tables = [table_of("", chart, first=_("Living conditions")) for chart in charts]
    note = _(
        "Status of the latest observation of each open site; people are those that it counted, where their number is "
        "known."
    )
    yield Section(_("Living conditions"), charts=charts, tables=tables, notes=[note])
    delays = board.groups[3]
    table = table_of("", board.delays, first=_("Delay"))
    yield Section(_("How long it took"), figures=delays.figures, charts=[board.delays], tables=[table])


def _actions(board: Board) -> Iterator[Section]:
    title = _("Actions by theme, with their results")
    if not board.themes:
        yield Section(title, paragraphs=[_("No action was under way in the period.")])
        return
    years = {"first": board.period.since.year, "last": board.period.until.year}
    note = _(
        "Actions of this territory under way in the period, and the sum of their indicators of the years %(first)s to "
        "%(last)s. An action of two themes is in both; people followed by two actions are counted twice."
    )
    yield Section(title, tables=_split(themes_table(board)), notes=[note % years])


def _split(themes: Table) -> list[Table]:
    """Results, then outcomes: a portrait page holds no more columns."""
    ends = len(themes.columns) - len(Outcome)
    outcomes = [[row[0], *row[ends:]] for row in themes.rows]
    return [
        Table(themes.code, themes.title, themes.columns[:ends], [row[:ends] for row in themes.rows]),
        Table("", _("Outcomes of actions, by theme"), [themes.columns[0], *themes.columns[ends:]], outcomes),
    ]


def _money(board: Board) -> Iterator[Section]:
    """Only for who may see finances somewhere, and only those that they may see."""
    tables = [table for table in (helped_table(board), money_table(board)) if table and table.rows]
    if not board.sees_finances or not tables:
        return
    note = _("Only the actions whose finances you may see, each year whole.")
    yield Section(_("Money"), charts=[money_chart(board)], tables=tables, notes=[note], is_restricted=True)


def _parts(board: Board) -> Iterator[Section]:
    """The territories below, on a map and in a table."""
    levels = LEVELS_BELOW[Level(board.view.place.level)]
    if not levels:
        return
    shown = comparison_of(board.view, board.period, levels[0], measure="open_sites")
    if shown is None or not shown.rows:
        return
    drawing = (shown.map, _("%(measure)s, by territory") % {"measure": shown.measure.label}) if shown.map else None
    yield Section(_("Compared territories"), drawing=drawing, tables=[_narrowed(shown)])


def _narrowed(shown: Comparison) -> Table:
    kept = [index for index, one in enumerate(shown.measures) if one.code in COMPARED]
    table = shown.table
    columns = [table.columns[0], *(table.columns[index + 1] for index in kept)]
    rows = [[row[0], *(row[index + 1] for index in kept)] for row in table.rows]
    return Table(table.code, table.title, columns, rows)
