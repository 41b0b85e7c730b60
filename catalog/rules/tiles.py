"""A tile of the map as bytes: Mapbox Vector Tile 2.1, one layer of points with what is said of each.

What is said is numbered once, in a lexicon that outlives the tile; a tile is then arithmetic over columns of numbers.
"""

from array import array
from collections.abc import Mapping, Sequence
from struct import pack

import numpy as np
from numpy.typing import NDArray

Said = str | int | float | bool
Numbers = NDArray[np.int64]

# What the map engine expects of a tile: so many units on each side.
EXTENT_BITS = 12
EXTENT = 1 << EXTENT_BITS
# Fields of the format (their number, and how they are written), in the order in which they stand here.
LAYER, VERSION_2, NAME, KEY, VALUE, EXTENT_IS = b"\x1a", b"\x78\x02", b"\x0a", b"\x1a", b"\x22", b"\x28"
TEXT, NUMBER, WHOLE_NUMBER, YES_OR_NO = b"\x0a", b"\x19", b"\x30", b"\x38"
# A feature: its length, that of its tags, the tags; then that it is a point, and one move of the pen to it.
FEATURE_IS, TAGS_ARE = 0x12, 0x12
PAIR_BYTES = 2 * array("i").itemsize
POINT_HERE = np.frombuffer(b"\x18\x01\x22\x05\x09", np.uint8)
# Bytes of a number below EXTENT once doubled, and of the lengths inside a feature.
SHORT = 2


class Lexicon:
    """Names and values of features, each written once. It only grows: whoever keeps one begins another in time."""

    def __init__(self) -> None:
        self.names: dict[str, int] = {}
        # 1, 1.0 and True are equal, and three values.
        self.values: dict[tuple[type, Said], int] = {}
        self.written: list[bytes] = []

    def phrase(self, said: Mapping[str, Said | None]) -> bytes:
        """Pairs of numbers, of a name and of its value. What is unknown is not said: tiles know no null."""
        numbers = array("i")
        for name, value in said.items():
            if value is not None:
                numbers.append(self.names.setdefault(name, len(self.names)))
                numbers.append(self._number(value))
        return numbers.tobytes()

    def _number(self, value: Said) -> int:
        known = self.values.setdefault((type(value), value), len(self.written))
        if known == len(self.written):
            self.written.append(_sized(VALUE, _value(value)))
        return known


def encode_tile(layer: str, places: Numbers, phrases: Sequence[bytes], lexicon: Lexicon) -> bytes:
    """`places`: a row for each point, in units from the upper left corner; `phrases`: what is said of each.

    Nothing at all for no point: the format's own way of writing an empty tile. Equal for equal points, whatever else
    the lexicon holds: names and values stand in the order of their first use.
    """
    if not phrases:
        return b""
    pairs = np.frombuffer(b"".join(phrases), np.int32).reshape(-1, 2)
    names, name_of = _in_order_of_use(pairs[:, 0], len(lexicon.names))
    values, value_of = _in_order_of_use(pairs[:, 1], len(lexicon.written))
    known = list(lexicon.names)
    told = [*(_sized(KEY, known[one].encode()) for one in names), *(lexicon.written[one] for one in values)]
    tags = np.hstack([_varints(name_of, _width(len(names))), _varints(value_of, _width(len(values)))])
    sizes = np.array([len(one) for one in phrases], np.int64) // PAIR_BYTES * tags.shape[1]
    head = VERSION_2 + _sized(NAME, layer.encode())
    return _sized(LAYER, b"".join([head, _features(places, tags, sizes), *told, EXTENT_IS + _varint(EXTENT)]))


def _features(places: Numbers, tags: NDArray[np.uint8], sizes: Numbers) -> bytes:
    """What announces tags, the tags, the point: a row for each feature, as long as the longest, then without the rest.

    `sizes`: bytes of the tags of each.
    """
    count, longest = len(places), int(sizes.max())
    # Doubled, as no number here is negative.
    ends = np.hstack([np.tile(POINT_HERE, (count, 1)), *(_varints(2 * column, SHORT) for column in places.T)])
    heads = [_varints(sizes + 1 + SHORT + ends.shape[1], SHORT), _varints(sizes, SHORT)]
    is_tag = np.arange(longest) < sizes[:, None]
    rows = np.zeros((count, longest), np.uint8)
    rows[is_tag] = tags.ravel()
    announced = np.full((count, 1), FEATURE_IS, np.uint8), heads[0], np.full((count, 1), TAGS_ARE, np.uint8), heads[1]
    whole = np.hstack([*announced, rows, ends])
    is_said = np.pad(is_tag, ((0, 0), (whole.shape[1] - longest - ends.shape[1], ends.shape[1])), constant_values=True)
    return whole[is_said].tobytes()


def _in_order_of_use(used: NDArray[np.int32], size: int) -> tuple[list[int], Numbers]:
    """The different numbers, below `size`, and for each use the place of its number among them."""
    first = np.full(size, -1, np.int64)
    first[used[::-1]] = np.arange(len(used))[::-1]  # of several, the last that is written stays: the first use
    found = np.flatnonzero(first >= 0)
    found = found[np.argsort(first[found])]
    first[found] = np.arange(len(found))
    return found.tolist(), first[used]


def _width(count: int) -> int:
    """Bytes that write every number below `count`."""
    return max(1, -(-(count - 1).bit_length() // 7))


def _varints(numbers: Numbers, width: int) -> NDArray[np.uint8]:
    """Seven bits a byte, the lowest first; the eighth says that others follow. All as long as the longest may be."""
    shifts = 7 * np.arange(width)
    written = numbers[:, None] >> shifts & 0x7F
    written[:, :-1] |= 0x80
    return written.astype(np.uint8)


def _value(value: Said) -> bytes:
    if isinstance(value, str):
        return _sized(TEXT, value.encode())
    if isinstance(value, bool):
        return YES_OR_NO + _varint(int(value))
    if isinstance(value, int):
        return WHOLE_NUMBER + _varint(_zigzag(value))
    return NUMBER + pack("<d", value)


def _sized(field: bytes, content: bytes) -> bytes:
    return field + _varint(len(content)) + content


def _zigzag(number: int) -> int:
    """Small numbers stay small, whatever their sign."""
    return number << 1 if number >= 0 else ~(number << 1)


def _varint(number: int) -> bytes:
    written = bytearray()
    while number > 0x7F:
        written.append(number & 0x7F | 0x80)
        number >>= 7
    written.append(number)
    return bytes(written)
