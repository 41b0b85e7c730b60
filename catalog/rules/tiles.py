"""A tile of the map as bytes: Mapbox Vector Tile 2.1, one layer of points with what is said of each."""

from collections.abc import Iterable, Mapping
from functools import lru_cache
from struct import pack
from typing import NamedTuple

Said = str | int | float | bool

# What the map engine expects of a tile: so many units on each side.
EXTENT_BITS = 12
EXTENT = 1 << EXTENT_BITS
# Fields of the format (their number, and how they are written), in the order in which they stand here.
LAYER, VERSION_2, NAME, FEATURE, KEY, VALUE, EXTENT_IS = (
    b"\x1a",
    b"\x78\x02",
    b"\x0a",
    b"\x12",
    b"\x1a",
    b"\x22",
    b"\x28",
)
TAGS, IS_POINT, GEOMETRY, MOVE_ONCE = b"\x12", b"\x18\x01", b"\x22", b"\x09"
TEXT, NUMBER, WHOLE_NUMBER, YES_OR_NO = b"\x0a", b"\x19", b"\x30", b"\x38"


class Spot(NamedTuple):
    """A point, in units from the upper left corner of its tile. What is unknown is not said: tiles know no null."""

    x: int
    y: int
    said: Mapping[str, Said | None]


def encode_tile(layer: str, spots: Iterable[Spot]) -> bytes:
    """Nothing at all for no spot: the format's own way of writing an empty tile."""
    keys: dict[str, int] = {}
    # 1, 1.0 and True are equal, and three values.
    values: dict[tuple[type, Said], int] = {}
    features = []
    for x, y, said in spots:
        tags = b"".join(
            _varint(keys.setdefault(name, len(keys))) + _varint(values.setdefault((type(value), value), len(values)))
            for name, value in said.items()
            if value is not None
        )
        point = MOVE_ONCE + _varint(_zigzag(x)) + _varint(_zigzag(y))
        features.append(_sized(FEATURE, _sized(TAGS, tags) + IS_POINT + _sized(GEOMETRY, point)))
    if not features:
        return b""
    told = [_sized(KEY, name.encode()) for name in keys] + [_sized(VALUE, _value(value)) for _kind, value in values]
    head = VERSION_2 + _sized(NAME, layer.encode())
    return _sized(LAYER, b"".join([head, *features, *told, EXTENT_IS + _varint(EXTENT)]))


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


@lru_cache(maxsize=1 << 14)
def _varint(number: int) -> bytes:
    """Seven bits a byte, the lowest first; the eighth says that others follow."""
    written = bytearray()
    while number > 0x7F:
        written.append(number & 0x7F | 0x80)
        number >>= 7
    written.append(number)
    return bytes(written)
