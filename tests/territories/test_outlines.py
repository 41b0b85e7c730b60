"""Outlines go to text and back."""

import shapely
from hypothesis import given
from hypothesis import strategies as st

from territories.rules.outlines import decoded, encoded

SQUARE = shapely.box(2.3, 48.8, 2.4, 48.9)
HOLED = SQUARE.difference(shapely.box(2.33, 48.83, 2.36, 48.86))


def test_a_square_is_five_short_numbers_a_side():
    assert encoded(SQUARE) == "24000 488000 0 1000 -1000 0 0 -1000"


def test_holes_and_islands_come_back():
    islands = shapely.union_all([HOLED, shapely.box(-61.6, 16.1, -61.5, 16.2)])
    one, two = decoded([encoded(HOLED), encoded(islands)])
    assert one.equals(HOLED)
    assert two.equals(islands)


def test_no_outline_is_no_shape():
    assert len(decoded([])) == 0


def test_an_islet_that_rounding_makes_a_point_is_left_out():
    islet = shapely.box(3, 45, 3.00001, 45.00001)
    assert encoded(shapely.MultiPolygon([SQUARE, islet])) == encoded(SQUARE)


def test_an_islet_that_rounding_makes_a_line_is_dropped_when_read():
    islet = shapely.box(3, 45, 3.00001, 46)
    (back,) = decoded([encoded(shapely.MultiPolygon([SQUARE, islet]))])
    assert back.equals(SQUARE)


def test_a_crossed_ring_comes_back_valid():
    (bow_tie,) = decoded(["0 0 1000 1000 0 -1000 -1000 1000"])
    assert bow_tie.is_valid
    assert bow_tie.area > 0


hundredths = st.tuples(st.integers(-17_000, 17_000), st.integers(-8_000, 8_000))


@given(st.lists(hundredths, min_size=1, max_size=5))
def test_any_outline_on_the_grid_comes_back_the_same(corners):
    shape = shapely.union_all([shapely.box(x / 100, y / 100, x / 100 + 0.5, y / 100 + 0.5) for x, y in corners])
    (back,) = decoded([encoded(shape)])
    assert back.is_valid
    assert back.symmetric_difference(shape).area < 1e-9
