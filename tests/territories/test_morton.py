"""A tile of the map is one range of cells."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from territories.rules.morton import MAX_LATITUDE, ZOOM, cell_at, cell_of, ranges_of_box, tile_of, tile_range

lons, lats, zooms = st.floats(-180, 180), st.floats(-90, 90), st.integers(0, ZOOM)
boxes = st.tuples(lons, lats, st.floats(0, 20), st.floats(0, 20))


def holds(ranges, cell):
    return any(first <= cell < end for first, end in ranges)


@given(lons, lats)
def test_every_point_of_the_earth_has_a_cell_of_56_bits(lon, lat):
    assert 0 <= cell_of(lon, lat) < 1 << 56


@given(lons, lats, zooms)
def test_a_point_is_in_the_one_tile_that_it_names(lon, lat, zoom):
    cell = cell_of(lon, lat)
    x, y = tile_of(cell, zoom)
    first, end = tile_range(zoom, x, y)
    assert first <= cell < end


@given(st.integers(0, (1 << ZOOM) - 1), st.integers(0, (1 << ZOOM) - 1))
def test_columns_and_rows_come_back_from_the_cell(x, y):
    assert tile_of(cell_at(x, y), ZOOM) == (x, y)


@given(lons, lats, st.integers(0, ZOOM - 1))
def test_the_four_tiles_below_share_their_parent_without_a_gap(lon, lat, zoom):
    x, y = tile_of(cell_of(lon, lat), zoom)
    below = [tile_range(zoom + 1, 2 * x + i, 2 * y + j) for j in (0, 1) for i in (0, 1)]
    assert [below[0][0], *(end for _, end in below)] == [*(first for first, _ in below), tile_range(zoom, x, y)[1]]


@given(boxes, st.floats(0, 1), st.floats(0, 1), st.integers(1, 40))
def test_the_ranges_of_a_box_are_few_in_order_and_miss_no_point_of_it(box, across, up, most):
    west, south, width, height = box
    east, north = min(west + width, 180), min(south + height, 90)
    ranges = ranges_of_box(west, south, east, north, most)
    assert 1 <= len(ranges) <= most
    assert ranges == sorted(ranges)
    point = min(west + across * (east - west), east), min(south + up * (north - south), north)
    assert holds(ranges, cell_of(*point))


def test_more_ranges_waste_less():
    box = (2.2, 48.8, 2.5, 48.95)
    wide, fine = (sum(end - first for first, end in ranges_of_box(*box, most)) for most in (1, 32))
    assert fine * 4 < wide


def test_a_box_across_the_antimeridian_holds_both_sides():
    ranges = ranges_of_box(177, -20, -175, -12, 16)
    assert holds(ranges, cell_of(179.9, -15))
    assert holds(ranges, cell_of(-179.9, -15))
    assert not holds(ranges, cell_of(2.35, 48.85))


def test_paris_is_in_its_tile():
    first, end = tile_range(10, 518, 352)
    assert first <= cell_of(2.3522, 48.8566) < end
    assert not first <= cell_of(5.3698, 43.2965) < end


def test_the_map_begins_in_the_north_west():
    assert cell_of(-180, MAX_LATITUDE) == 0
    assert cell_of(180, -MAX_LATITUDE) == (1 << 56) - 1


@pytest.mark.parametrize("tile", [(0, 1, 0), (3, 0, 8), (29, 0, 0), (-1, 0, 0), (2, -1, 0)])
def test_a_tile_that_does_not_exist_is_refused(tile):
    with pytest.raises(ValueError, match="No tile"):
        tile_range(*tile)
