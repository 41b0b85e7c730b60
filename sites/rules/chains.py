"""Drawing where people came from and went: one row of sites for each generation, the oldest at the top."""

from collections.abc import Mapping
from dataclasses import dataclass

# Pixels: of a box, and from one box to the next.
BOX_W, BOX_H = 156, 48
STEP_X, STEP_Y = 172, 112
MARGIN = 8
LONGEST_NAME = 20


@dataclass(frozen=True)
class Spot:
    """The corner of a box, and the middles of its top and of its bottom."""

    x: int
    y: int

    @property
    def middle(self) -> int:
        return self.x + BOX_W // 2

    @property
    def bottom(self) -> int:
        return self.y + BOX_H


@dataclass(frozen=True)
class Plan:
    spots: dict[int, Spot]
    width: int
    height: int


def lay_out(generations: Mapping[int, int]) -> Plan:
    """`generations`: key -> generation (negative: before). Rows are centred over each other; keys stay in order."""
    rows: dict[int, list[int]] = {}
    for key, generation in generations.items():
        rows.setdefault(generation, []).append(key)
    widest = max(map(len, rows.values()), default=0)
    spots = {}
    for row, generation in enumerate(sorted(rows)):
        left = MARGIN + (widest - len(rows[generation])) * STEP_X // 2
        for place, key in enumerate(rows[generation]):
            spots[key] = Spot(left + place * STEP_X, MARGIN + row * STEP_Y)
    width = 2 * MARGIN + widest * STEP_X - (STEP_X - BOX_W)
    return Plan(spots, width, 2 * MARGIN + len(rows) * STEP_Y - (STEP_Y - BOX_H))


def path_between(origin: Spot, destination: Spot) -> tuple[str, int, int]:
    """The line of a link (an SVG path) and its middle. Within a row or upwards (people went back), it turns round."""
    if destination.y > origin.y:
        start, end = (origin.middle, origin.bottom), (destination.middle, destination.y)
        half = (end[1] - start[1]) // 2
        path = f"M{start[0]} {start[1]}C{start[0]} {start[1] + half} {end[0]} {end[1] - half} {end[0]} {end[1]}"
        return path, (start[0] + end[0]) // 2, (start[1] + end[1]) // 2
    start, end = (origin.x + BOX_W, origin.y + BOX_H // 2), (destination.x + BOX_W, destination.y + BOX_H // 2)
    out = max(start[0], end[0]) + 24
    path = f"M{start[0]} {start[1]}C{out} {start[1]} {out} {end[1]} {end[0]} {end[1]}"
    return path, out, (start[1] + end[1]) // 2


def short_name(name: str) -> str:
    return name if len(name) <= LONGEST_NAME else name[: LONGEST_NAME - 1].rstrip() + "…"
