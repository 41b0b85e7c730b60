"""The key of a point: its web-mercator tile at zoom 28, column and row interleaved bit by bit (Morton order).

A tile is then one range of keys, and a grid of clusters a shift to the right.
"""

import math

ZOOM = 28
# The latitude where the web-mercator square ends.
MAX_LAT = 85.0511287798066


def morton_key(lon: float, lat: float) -> int:
    """From WGS84 degrees to 56 bits, of which x holds the even ones."""
    size = 1 << ZOOM
    sin_lat = math.sin(math.radians(max(-MAX_LAT, min(MAX_LAT, lat))))
    x = (lon + 180) / 360
    y = 0.5 - math.log((1 + sin_lat) / (1 - sin_lat)) / (4 * math.pi)
    column, row = (max(0, min(size - 1, int(part * size))) for part in (x, y))
    return _spread(column) | _spread(row) << 1


def tile_range(zoom: int, column: int, row: int) -> tuple[int, int]:
    """The keys of a tile, first included, last not."""
    depth = 2 * (ZOOM - zoom)
    first = (_spread(column) | _spread(row) << 1) << depth
    return first, first + (1 << depth)


def _spread(number: int) -> int:
    """Leave an empty bit between two bits of a number of 28."""
    number = (number | number << 16) & 0x0000FFFF0000FFFF
    number = (number | number << 8) & 0x00FF00FF00FF00FF
    number = (number | number << 4) & 0x0F0F0F0F0F0F0F0F
    number = (number | number << 2) & 0x3333333333333333
    return (number | number << 1) & 0x5555555555555555
