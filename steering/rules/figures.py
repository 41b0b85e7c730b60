"""The figures of a dashboard, each with what it counts, from when its data date, and on how much of it it rests."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from cms.rules.charts import BarChart, LineChart, Series
from sites.enums import Block, BlockStatus, Destination
from steering.rules.counts import DELAY_LIMITS, Tally, block_count, delay_count, went_to

Number = int | float | None


@dataclass(frozen=True)
class Figure:
    """`value`: None is unknown, which is not zero. `code` names the list behind it, unless `has_list` is false.

    counts: what it counts. rests: on how much of it it rests. unit: "%", or what follows the number.
    """

    code: str
    label: str
    value: Number
    counts: str
    rests: str = ""
    unit: str = ""
    has_list: bool = True


@dataclass(frozen=True)
class Table:
    """The same as a picture, in rows: shown beside it, and given as CSV by its code. None is unknown."""

    code: str
    title: str
    columns: Sequence[str]
    rows: Sequence[Sequence[Any]]


def percent(part: int, whole: int) -> int | None:
    return round(100 * part / whole) if whole else None


def situation(state: Tally) -> list[Figure]:
    sites = state["open_sites"]
    return [
        Figure("open_sites", _("open sites"), sites, _("Sites installed and not closed on this day.")),
        _sum(state, "people", _("people"), _("People counted by the latest observation of each open site.")),
        _sum(state, "households", _("households"), _("Households counted by the latest observation of each one.")),
        _sum(state, "minors", _("minors"), _("Minors counted by the latest observation of each open site.")),
        schooling(state),
    ]


def schooling(state: Tally) -> Figure:
    coverage = percent(state["school_minors"], state["minors"])
    rests = _("schooling unknown") if not state["school_known"] else ""
    if coverage is not None and state["school_known"]:
        rests = _("schooling known for %d %% of minors") % coverage
    return Figure(
        "in_school",
        _("minors in school"),
        percent(state["in_school"], state["school_minors"]),
        _("Among the minors of open sites where both numbers are known, those who go to school."),
        rests,
        "%",
    )


def movement(moved: Tally, *, before: Tally) -> list[Figure]:
    known = moved["resorbed_known"]
    told = _("outcome known for %(known)s closed sites out of %(all)s") % {"known": known, "all": moved["closed"]}
    return [
        Figure(
            "opened",
            _("opened sites"),
            moved["opened"],
            _("Sites installed, declared or first observed in it."),
        ),
        Figure(
            "reinstalled",
            _("of which reinstalled"),
            moved["reinstalled"],
            _("Sites opened in the period by people who came from another site."),
        ),
        Figure("closed", _("closed sites"), moved["closed"], _("Sites closed in the period, whatever the reason.")),
        Figure(
            "resorbed",
            _("of which resorbed"),
            moved["resorbed"] if known or not moved["closed"] else None,
            _("Sites closed with a durable solution for two thirds or more of the people counted last."),
            told if moved["closed"] else "",
        ),
        Figure(
            "net",
            _("net movement"),
            moved["opened"] - moved["closed"],
            _("Opened less closed: what the number of open sites has changed by since the day before the period."),
            _("%d open sites before") % before["open_sites"],
        ),
    ]


def attention(state: Tally) -> list[Figure]:
    share = [percent(state[name], state["open_sites"]) for name in ("without_action", "silent_3", "silent_6")]
    said = [_("%d %% of open sites") % one if one is not None else "" for one in share]
    return [
        Figure(
            "without_action",
            _("without action"),
            state["without_action"],
            _("Open sites on which no published action is under way on this day."),
            said[0],
        ),
        Figure(
            "silent_3",
            _("without observation for 3 months"),
            state["silent_3"],
            _("Open sites last observed more than 90 days before, or never."),
            said[1],
        ),
        Figure(
            "silent_6",
            _("without observation for 6 months"),
            state["silent_6"],
            _("Open sites last observed more than 180 days before, or never."),
            said[2],
        ),
    ]


def delays(moved: Tally) -> list[Figure]:
    return [
        _delay(
            moved,
            "declaration",
            _("from installation to declaration, on average"),
            _("Sites declared in the period whose day or month of installation is known."),
        ),
        _delay(
            moved,
            "action",
            _("from declaration to first action, on average"),
            _("Declared sites on which a first action began in the period: none is before the declaration."),
        ),
    ]


def dated(state: Tally) -> str:
    """From when the data of open sites date."""
    if not state["observed"]:
        return _("No open site was observed by this day.") if state["open_sites"] else ""
    mean = date.fromordinal(round(state["observed_days"] / state["observed"]))
    said = _("The latest observations of open sites date, on average, from %s.") % date_format(mean, "j F Y")
    never = state["open_sites"] - state["observed"]
    if never:
        said += " " + ngettext("%d site was never observed.", "%d sites were never observed.", never) % never
    return said


def housed_chart(moved: Tally) -> BarChart:
    people = [(str(one.label).capitalize(), _known(moved, went_to(one))) for one in Destination]
    households = [(str(one.label).capitalize(), _known(moved, went_to(one, households=True))) for one in Destination]
    return BarChart(
        _("Where the people of closed sites went"), [Series(_("People"), people), Series(_("Households"), households)]
    )


def housed_rests(moved: Tally) -> str:
    said = {"known": moved["destinations_known"], "all": moved["closed"]}
    return _("Destinations are known for %(known)s closed sites out of %(all)s.") % said


def conditions_chart(state: Tally, *, people: bool = False) -> BarChart:
    title = _("People by living conditions of their site") if people else _("Open sites by living conditions")
    series = [
        Series(
            str(status.label).capitalize(),
            [(str(block.label).capitalize(), state[block_count(block, status, people=people)]) for block in Block],
        )
        for status in BlockStatus
    ]
    return BarChart(title, series)


def people_curve(by_day: dict[date, Tally]) -> LineChart:
    names = {"people": _("People"), "minors": _("Minors"), "in_school": _("Minors in school")}
    known = {"people": "people_known", "minors": "minors_known", "in_school": "school_known"}
    return LineChart(
        _("People over time"),
        [
            Series(label, [(day, tally[name] if tally[known[name]] else None) for day, tally in by_day.items()])
            for name, label in names.items()
        ],
    )


def sites_curve(by_day: dict[date, Tally]) -> LineChart:
    names = {"open_sites": _("Open sites"), "silent_3": _("Without observation for 3 months")}
    return LineChart(
        _("Open sites over time"),
        [Series(label, [(day, tally[name]) for day, tally in by_day.items()]) for name, label in names.items()],
    )


def delays_chart(moved: Tally) -> BarChart:
    """In how many days: each site once, in the shortest of the limits that it does not pass."""
    labels = [_("30 days or less"), _("31 to 90 days"), _("91 days to a year"), _("more than a year")]
    kinds = {"declaration": _("Installation to declaration"), "action": _("Declaration to first action")}
    series = []
    for name, label in kinds.items():
        within = [moved[delay_count(name, limit)] for limit in DELAY_LIMITS] + [moved[f"{name}_sites"]]
        steps = [count - before for count, before in zip(within, [0, *within], strict=False)]
        series.append(Series(label, list(zip(labels, steps, strict=True))))
    return BarChart(_("Sites by delay"), series)


def table_of(code: str, chart: BarChart | LineChart, *, first: str) -> Table:
    return Table(
        code, chart.title, [first, *(one.label for one in chart.series)], [[at, *row] for at, row in chart.rows]
    )


def _known(moved: Tally, name: str) -> int | None:
    """Where nobody said where anyone went, nothing is known; otherwise it is a sum of what was said."""
    return moved[name] if moved["destinations_known"] or not moved["closed"] else None


def _sum(state: Tally, name: str, label: str, counts: str) -> Figure:
    sites, known = state["open_sites"], state[f"{name}_known"]
    rests = _("known on %(known)s sites out of %(all)s") % {"known": known, "all": sites} if sites else ""
    return Figure(name, label, state[name] if known or not sites else None, counts, rests)


def _delay(moved: Tally, name: str, label: str, counts: str) -> Figure:
    sites = moved[f"{name}_sites"]
    mean = round(moved[f"{name}_days"] / sites) if sites else None
    rests = ngettext("on %d site", "on %d sites", sites) % sites
    return Figure(f"{name}_delay", label, mean, counts, rests, _("days"))
