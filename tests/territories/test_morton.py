"""A tile of the map is one range of keys."""

from hypothesis import given
from hypothesis import strategies as st

from territories.rules.morton import MAX_LAT, morton_key, tile_range

lons, lats = st.floats(-180, 180), st.floats(-90, 90)


@given(lons, lats)
def test_every_point_of_the_earth_is_in_the_tile_of_the_world(lon, lat):
    first, last = tile_range(0, 0, 0)
    assert first <= morton_key(lon, lat) < last


@given(st.floats(-180, -1e-6), st.floats(1e-6, MAX_LAT - 1e-6))
def test_the_north_west_is_the_first_tile_of_zoom_one(lon, lat):
    first, last = tile_range(1, 0, 0)
    assert first <= morton_key(lon, lat) < last


def test_paris_is_in_its_tile():
    first, last = tile_range(10, 518, 352)
    assert first <= morton_key(2.3522, 48.8566) < last
    assert not first <= morton_key(5.3698, 43.2965) < last
