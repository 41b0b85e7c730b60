"""Charts drawn on the server: no library, no script, no style attribute, printable, with their table beside.

Positions across are percentages and heights are pixels, so that a drawing fills any width and its text never shrinks.
Series are told apart by dash and by the shape of their marks, colour coming last; the last value is written at the end.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from zlib import crc32

from django import template
from django.utils.formats import date_format, number_format
from django.utils.translation import gettext as _

from cms.rules.charts import BarChart, LineChart, Series, StatusStrip, Value, runs, spread, ticks

register = template.Library()

HEIGHT, TOP, BOTTOM = 220, 16, 204  # pixels: of the drawing, of its highest and lowest value
CANVAS = 1000  # width in which strokes are drawn before they are stretched
LABELS_APART = 15
MAX_DATE_LABELS = 5
DATES_APART = 0.36  # of the width: what two dates take on a phone
BAR, BAR_GAP, ROW_HEAD, ROW_GAP = 18, 4, 22, 14
LONGEST_BAR = 78  # percent: the value is written after it
SHAPES = ("M0-4.5a4.5 4.5 0 1 0 .01 0z", "M-4-4h8v8h-8z", "M0-5.5 5 4-5 4z", "M0-5.5 5.5 0 0 5.5-5.5 0z")


@dataclass(frozen=True)
class Mark:
    x: str
    y: str
    said: str


@dataclass(frozen=True)
class Curve:
    index: int
    label: str
    shape: str
    paths: list[str]
    marks: list[Mark]
    end: Mark | None


@dataclass(frozen=True)
class Bar:
    index: int
    label: str
    y: int
    width: str | None
    said: str

    @property
    def text_y(self) -> int:
        return self.y + BAR - 4


@dataclass(frozen=True)
class BarRow:
    label: str
    text_y: int
    bars: list[Bar]


@register.inclusion_tag("components/line_chart.html")
def line_chart(chart: LineChart) -> dict[str, Any]:
    """Values over time, a gap where they are unknown."""
    marks = ticks(chart.known)
    places = _across(chart.positions)
    curves = [_curve(index, one, places=places, top=marks[-1]) for index, one in enumerate(chart.series)]
    return _common(chart) | {
        "height": HEIGHT,
        "canvas": CANVAS,
        "floor": BOTTOM,
        "text_y": HEIGHT + 2,
        "ticks": [Mark("0", _px(_down(tick, marks[-1])), said_value(tick)) for tick in marks],
        "dates": _date_labels(chart.positions, places),
        "curves": _without_overlap(curves),
    }


@register.inclusion_tag("components/bar_chart.html")
def bar_chart(chart: BarChart) -> dict[str, Any]:
    """Values side by side, each written after its bar; an unknown one has a word instead of a bar."""
    highest = max([*chart.known, 0]) or 1
    rows, y = [], 0
    for position, values in chart.rows:
        bars = []
        for index, value in enumerate(values):
            width = None if value is None else f"{LONGEST_BAR * value / highest:.2f}%"
            top = y + ROW_HEAD + index * (BAR + BAR_GAP)
            bars.append(Bar(index, chart.series[index].label, top, width, said_value(value)))
        rows.append(BarRow(said_position(position), y + ROW_HEAD - 7, bars))
        y += ROW_HEAD + len(values) * (BAR + BAR_GAP) + ROW_GAP
    return _common(chart) | {"rows": rows, "height": max(y - ROW_GAP, 1), "bar": BAR}


@register.inclusion_tag("components/status_strip.html")
def status_strip(strip: StatusStrip) -> dict[str, Any]:
    """How statuses change: a table, coloured and written."""
    return {"strip": strip, "columns": [said_position(column, short=True) for column in strip.columns]}


def said_value(value: Value) -> str:
    if value is None:
        return _("unknown")
    return number_format(round(value, 1) if isinstance(value, float) and value % 1 else int(value), force_grouping=True)


def said_position(position: date | str, *, short: bool = False) -> str:
    if not isinstance(position, date):
        return str(position)
    return date_format(position, "N Y" if short else "j F Y")


def _common(chart: LineChart | BarChart) -> dict[str, Any]:
    return {
        "chart": chart,
        "key": f"chart-{crc32(repr(chart).encode()):08x}",
        "description": " ".join(_described(one, chart.unit) for one in chart.series),
        "legend": [(index, one.label, SHAPES[index % len(SHAPES)]) for index, one in enumerate(chart.series)],
        "table": [
            (said_position(position), [said_value(value) for value in values]) for position, values in chart.rows
        ],
        "is_empty": not chart.known,
    }


def _described(series: Series, unit: str) -> str:
    """One sentence: where it begins, where it ends, how often it is unknown."""
    known = [(position, value) for position, value in series.points if value is not None]
    if not known:
        return _("%(label)s: unknown.") % {"label": series.label}
    (first, start), (last, end) = known[0], known[-1]
    said = _("%(label)s: %(start)s (%(first)s), %(end)s (%(last)s)") % {
        "label": series.label,
        "start": f"{said_value(start)} {unit}".strip(),
        "first": said_position(first),
        "end": f"{said_value(end)} {unit}".strip(),
        "last": said_position(last),
    }
    missing = len(series.points) - len(known)
    return said + (_(", unknown %d times.") % missing if missing else ".")


def _across(positions: Sequence[date | str]) -> dict[date | str, float]:
    """0 to 1: dates at their true distance, labels evenly."""
    if len(positions) == 1:
        return {positions[0]: 0.5}
    if positions and isinstance(positions[0], date) and isinstance(positions[-1], date):
        first, span = positions[0], (positions[-1] - positions[0]).days or 1
        return {one: (one - first).days / span for one in positions if isinstance(one, date)}
    return {one: index / (len(positions) - 1) for index, one in enumerate(positions)}


def _down(value: float, top: float) -> float:
    return BOTTOM - (BOTTOM - TOP) * value / top


def _px(height: float) -> str:
    return f"{height:.1f}"


def _curve(index: int, series: Series, *, places: dict[date | str, float], top: float) -> Curve:
    paths = []
    for run in runs([(places[position], value) for position, value in series.points]):
        steps = [f"{CANVAS * x:.1f} {_px(_down(value, top))}" for x, value in run]
        paths.append("M" + "L".join(steps))
    marks = [_mark(position, value, places=places, top=top) for position, value in series.points if value is not None]
    known = [value for _position, value in series.points if value is not None]
    end = Mark("100%", marks[-1].y, said_value(known[-1])) if marks and series.points[-1][1] is not None else None
    return Curve(index % len(SHAPES), series.label, SHAPES[index % len(SHAPES)], paths, marks, end)


def _mark(position: date | str, value: float, *, places: dict[date | str, float], top: float) -> Mark:
    said = f"{said_position(position)} : {said_value(value)}"
    return Mark(f"{100 * places[position]:.2f}%", _px(_down(value, top)), said)


def _without_overlap(curves: list[Curve]) -> list[Curve]:
    """The last values beside the end of their curves, moved so that none covers another."""
    named = [curve for curve in curves if curve.end]
    heights = spread([float(curve.end.y) for curve in named if curve.end], apart=LABELS_APART)
    moved = {id(curve): height for curve, height in zip(named, heights, strict=True)}
    return [
        Curve(
            curve.index,
            curve.label,
            curve.shape,
            curve.paths,
            curve.marks,
            Mark(curve.end.x, _px(moved[id(curve)]), curve.end.said) if curve.end else None,
        )
        for curve in curves
    ]


def _date_labels(positions: Sequence[date | str], places: dict[date | str, float]) -> list[tuple[str, str, str]]:
    """(x, anchor, text) of a few positions, evenly taken, the first and the last always."""
    count = len(positions)
    if not count:
        return []
    wanted = min(count, MAX_DATE_LABELS)
    taken = sorted({round(index * (count - 1) / max(wanted - 1, 1)) for index in range(wanted)})
    labels: list[tuple[str, str, str]] = []
    previous = float("-inf")
    for rank in taken:
        place = places[positions[rank]]
        if 0 < rank < count - 1 and (place - previous < DATES_APART or 1 - place < DATES_APART):
            continue
        anchor = "start" if place == 0 else "end" if place == 1 else "middle"
        labels.append((f"{100 * place:.2f}%", anchor, said_position(positions[rank], short=True)))
        previous = place
    return labels
