"""The total of all areas, told so that it narrows none of them. Pure; docs/decisions/0031 argues it.

Each area is published rounded, which leaves a few counts possible. The total is kept inside the bounds within which
each of them stays possible for every area, whatever the others: whoever knows all the areas and the total knows no
more of one area than its own figure says. A total out of these bounds is told as the nearest bound, never withheld:
withholding would say that it was out of them.
"""

from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True)
class Cell:
    """One area: the count that is known here, and the lowest and highest that its public figure allows."""

    count: int
    lowest: int
    highest: int


def cell_of(count: int, *, rounding: int, at_least: int) -> Cell:
    """`at_least`: what the rule of areas lets everybody know of any of them."""
    lowest, highest = bounds_of(rounded(count, rounding=rounding), rounding=rounding)
    return Cell(count, max(lowest, at_least), highest)


def rounded(count: int, *, rounding: int) -> int:
    """To the nearest multiple, halves upwards."""
    return (2 * count + rounding) // (2 * rounding) * rounding


def bounds_of(said: int, *, rounding: int) -> tuple[int, int]:
    """The lowest and the highest count of which a rounded figure is said."""
    return -(-(2 * said - rounding) // 2), -(-(2 * said + rounding) // 2) - 1


def safe_total(cells: Sequence[Cell], *, rounding: int) -> int | None:
    """None without enough areas for any total to be safe: with one, it would be its count."""
    if len(cells) < 2:
        return None
    spread = max(cell.highest - cell.lowest for cell in cells)
    lowest = sum(cell.lowest for cell in cells) + spread
    highest = sum(cell.highest for cell in cells) - spread
    if lowest > highest:
        return None
    total = min(max(sum(cell.count for cell in cells), lowest), highest)
    return rounded(total, rounding=rounding)
