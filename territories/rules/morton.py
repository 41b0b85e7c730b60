"""One whole number for a point, such that a tile of the map, at any zoom, is one range of numbers.

The number interleaves the bits of the column and row of the point's web-mercator tile at zoom 28 (Morton order): 56
bits, which fit a bigint, where an ordinary index answers "what is in this tile" with one contiguous scan.
"""

from math import asinh, atan, degrees, floor, pi, radians, sinh, tan
from typing import TypeVar

import numpy as np
from numpy.typing import NDArray

ZOOM = 28
SIDE = 1 << ZOOM
MAX_LATITUDE = degrees(atan(sinh(pi)))
SPREADS = (
    (16, 0x0000FFFF0000FFFF),
    (8, 0x00FF00FF00FF00FF),
    (4, 0x0F0F0F0F0F0F0F0F),
    (2, 0x3333333333333333),
    (1, 0x5555555555555555),
)
GATHERS = tuple(zip((1, 2, 4, 8, 16), (*(mask for _, mask in SPREADS[-2::-1]), 0xFFFFFFFF), strict=True))
Cells = TypeVar("Cells", int, NDArray[np.int64])
Range = tuple[int, int]
Tile = tuple[int, int, int]


def cell_of(lon: float, lat: float) -> int:
    """The cell of a point in degrees. Beyond the map's edge (85.05°) it is the cell at the edge."""
    return cell_at(*_column_row(lon, lat))


def cell_at(x: int, y: int) -> int:
    """The cell of a column and a row of zoom 28 (or, of fewer bits, the key of a tile)."""
    return _spread(x) | _spread(y) << 1


def tile_of(cell: Cells, zoom: int) -> tuple[Cells, Cells]:
    """The column and row of the tile of a zoom that holds a cell; of a column of cells, two columns."""
    key = cell >> 2 * (ZOOM - zoom)
    return _gather(key), _gather(key >> 1)


def tile_range(z: int, x: int, y: int) -> Range:
    """The cells of a tile: first <= cell < end. Raises ValueError for a tile that does not exist."""
    if not (0 <= z <= ZOOM and 0 <= x < 1 << z and 0 <= y < 1 << z):
        raise ValueError(f"No tile {z}/{x}/{y}")
    key, below = cell_at(x, y), 2 * (ZOOM - z)
    return key << below, (key + 1) << below


def place_in_tile(lon: float, lat: float, tile: Tile, *, bits: int) -> tuple[int, int]:
    """Where a point stands in a tile of 2^bits by 2^bits, from its upper left corner; beside it, on its edge."""
    z, *corner = tile
    finest = ZOOM - z
    place = [
        (at - (first << finest)) >> (finest - bits) for at, first in zip(_column_row(lon, lat), corner, strict=True)
    ]
    x, y = (min(max(one, 0), (1 << bits) - 1) for one in place)
    return x, y


def ranges_of_box(west: float, south: float, east: float, north: float, max_ranges: int = 16) -> list[Range]:
    """At most max_ranges ranges, in order, that hold every cell of a box, and some beside it: filter by degrees after.

    Tiles that cross the border are cut in four, the largest first, while the ranges are few; neighbours are joined.
    A box across the antimeridian (west > east) takes half of them on each side.
    """
    if west > east:
        half = max(max_ranges // 2, 1)
        sides = ranges_of_box(west, south, 180, north, half) + ranges_of_box(-180, south, east, north, half)
        return _joined(sides)
    left, top = _column_row(west, north)
    right, bottom = _column_row(east, south)
    whole: list[Tile] = []
    cut: list[Tile] = [(0, 0, 0)]
    while cut and len(whole) + len(cut) + 3 <= max_ranges:
        z, x, y = cut.pop(0)
        for tile in ((z + 1, 2 * x + i, 2 * y + j) for j in (0, 1) for i in (0, 1)):
            meets, is_inside = _against(tile, left, top, right, bottom)
            if meets:
                (whole if is_inside or tile[0] == ZOOM else cut).append(tile)
    return _joined([tile_range(*tile) for tile in whole + cut])


def _against(tile: Tile, left: int, top: int, right: int, bottom: int) -> tuple[bool, bool]:
    """Whether a tile meets the box, and whether it is wholly inside."""
    z, x, y = tile
    size = 1 << (ZOOM - z)
    first_x, first_y = x * size, y * size
    last_x, last_y = first_x + size - 1, first_y + size - 1
    meets = first_x <= right and last_x >= left and first_y <= bottom and last_y >= top
    return meets, left <= first_x and last_x <= right and top <= first_y and last_y <= bottom


def _joined(ranges: list[Range]) -> list[Range]:
    joined: list[Range] = []
    for first, end in sorted(ranges):
        if joined and first <= joined[-1][1]:
            joined[-1] = (joined[-1][0], max(end, joined[-1][1]))
        else:
            joined.append((first, end))
    return joined


def _column_row(lon: float, lat: float) -> tuple[int, int]:
    latitude = radians(min(max(lat, -MAX_LATITUDE), MAX_LATITUDE))
    x = floor((lon + 180) / 360 * SIDE)
    y = floor((1 - asinh(tan(latitude)) / pi) / 2 * SIDE)
    return min(max(x, 0), SIDE - 1), min(max(y, 0), SIDE - 1)


def _spread(number: int) -> int:
    """abc becomes 0a0b0c."""
    for shift, mask in SPREADS:
        number = (number | number << shift) & mask
    return number


def _gather(number: Cells) -> Cells:
    """The inverse of _spread, over every other bit."""
    number = number & 0x5555555555555555  # not in place: it may be a column of somebody's
    for shift, mask in GATHERS:
        number = (number | number >> shift) & mask
    return number
