from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from catalog.rules.totals import Cell, cell_of, safe_total

ROUNDING, LEAST = 5, 3


def cells_of(counts):
    return [cell_of(count, rounding=ROUNDING, at_least=LEAST) for count in counts]


@pytest.mark.parametrize(
    ("count", "cell"),
    [(3, Cell(3, 3, 7)), (5, Cell(5, 3, 7)), (7, Cell(7, 3, 7)), (8, Cell(8, 8, 12)), (12, Cell(12, 8, 12))],
)
def test_a_rounded_figure_leaves_five_counts_possible(count, cell):
    assert cell_of(count, rounding=ROUNDING, at_least=LEAST) == cell


def test_many_small_areas_are_told_without_the_drift_of_their_sum():
    counts = [3] * 30 + [4] * 10 + [6] * 10 + [11] * 5
    summed = sum((2 * count + ROUNDING) // (2 * ROUNDING) * ROUNDING for count in counts)
    assert (sum(counts), summed, safe_total(cells_of(counts), rounding=10)) == (245, 300, 250)


@pytest.mark.parametrize("counts", [[], [4]])
def test_too_few_areas_have_no_total(counts):
    assert safe_total(cells_of(counts), rounding=10) is None


def filled(cells, index, value, wanted):
    """Counts that the figures allow, with `value` for one area, and whose sum is as near `wanted` as can be."""
    counts = [cell.lowest for cell in cells]
    counts[index] = value
    for other, cell in enumerate(cells):
        if other != index:
            counts[other] += min(max(wanted - sum(counts), 0), cell.highest - cell.lowest)
    return counts


@given(st.lists(st.integers(LEAST, 60), min_size=2, max_size=25), st.data())
def test_the_total_leaves_every_count_of_every_area_possible(counts, data):
    """Whoever knows every figure and the total can exclude no count of any area that its own figure allows."""
    cells = cells_of(counts)
    told = safe_total(cells, rounding=10)
    assert told is not None
    index = data.draw(st.integers(0, len(cells) - 1))
    value = data.draw(st.integers(cells[index].lowest, cells[index].highest))
    bounds = range(sum(cell.lowest for cell in cells), sum(cell.highest for cell in cells) + 1)
    possible = (filled(cells, index, value, wanted) for wanted in bounds)
    tellings = (
        safe_total([replace(cell, count=n) for cell, n in zip(cells, counts, strict=True)], rounding=10)
        for counts in possible
    )
    assert told in tellings
