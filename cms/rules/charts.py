"""Charts as data: what a curve, bars or a strip of statuses say. Drawn by `cms.templatetags.charts`.

An unknown value is None: a gap in the drawing and the word "unknown" in the table, never a zero.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from math import ceil, floor, log10

Value = int | float | None


@dataclass(frozen=True)
class Series:
    """points: (date or label, value) in order. Series of one chart speak of the same dates or labels, or of some."""

    label: str
    points: Sequence[tuple[date | str, Value]]


@dataclass(frozen=True)
class _Chart:
    title: str
    series: Sequence[Series]
    unit: str = ""

    @property
    def positions(self) -> list[date | str]:
        """Every date or label, once, dates in order and labels as they came."""
        seen = list(dict.fromkeys(position for one in self.series for position, _value in one.points))
        return sorted(seen) if all(isinstance(position, date) for position in seen) else seen

    @property
    def known(self) -> list[float]:
        return [value for one in self.series for _position, value in one.points if value is not None]

    @property
    def rows(self) -> list[tuple[date | str, list[Value]]]:
        """The table: for each position, the value of each series."""
        tables = [dict(one.points) for one in self.series]
        return [(position, [table.get(position) for table in tables]) for position in self.positions]


@dataclass(frozen=True)
class LineChart(_Chart):
    """Values over time: positions are dates, set at their true distance from each other."""


@dataclass(frozen=True)
class BarChart(_Chart):
    """Values side by side: years, categories."""


@dataclass(frozen=True)
class StripCell:
    """The status of one row at one date. `code`: good, to_improve, bad or unknown. `label`: the same in words."""

    code: str
    label: str


@dataclass(frozen=True)
class StatusStrip:
    """How statuses change: one row per subject, one column per date, a cell being None where nothing was said."""

    title: str
    columns: Sequence[date | str]
    rows: Sequence[tuple[str, Sequence[StripCell | None]]] = field(default_factory=list)


MAX_TICKS = 5
WHOLE_STEPS = (1, 2, 5, 10)
STEPS = (1, 2, 2.5, 5, 10)


def ticks(values: Sequence[float], *, maximum: int = MAX_TICKS) -> list[float]:
    """Round marks from zero to the largest value or just above: 0, 50, 100, 150. Whole when every value is."""
    highest = max([*values, 0]) or 1
    are_whole = all(float(value).is_integer() for value in values)
    step = _round_up(highest / (maximum - 1), STEPS if not are_whole else WHOLE_STEPS)
    step = max(step, 1) if are_whole else step
    return [step * index for index in range(ceil(highest / step) + 1)]


def _round_up(rough: float, steps: Sequence[float]) -> float:
    """The next of `steps` times a power of ten."""
    power = 10.0 ** floor(log10(rough))
    return next(step * power for step in steps if step * power >= rough)


def runs(values: Sequence[tuple[float, Value]]) -> list[list[tuple[float, float]]]:
    """Cut where a value is unknown: each run is drawn as one stroke."""
    cut: list[list[tuple[float, float]]] = [[]]
    for position, value in values:
        if value is None:
            cut.append([])
        else:
            cut[-1].append((position, value))
    return [run for run in cut if run]


def spread(heights: Sequence[float], *, apart: float) -> list[float]:
    """The same heights (pixels down) moved up as little as it takes for labels not to cover each other."""
    moved: dict[int, float] = {}
    ceiling = float("inf")
    for index in sorted(range(len(heights)), key=lambda one: heights[one], reverse=True):
        ceiling = moved[index] = min(heights[index], ceiling - apart)
    return [moved[index] for index in range(len(heights))]
