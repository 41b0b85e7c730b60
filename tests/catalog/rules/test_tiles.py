"""Tiles as two decoders that are not ours read them: one in Python, GDAL's in C++."""

import mapbox_vector_tile
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from pyogrio.raw import read

from catalog.rules.tiles import EXTENT, Lexicon, encode_tile

UNITS = st.integers(0, EXTENT - 1)
SAID = st.one_of(
    st.text(max_size=200), st.booleans(), st.integers(-(2**63), 2**63 - 1), st.floats(allow_nan=False), st.none()
)
SPOTS = st.lists(
    st.tuples(UNITS, UNITS, st.dictionaries(st.text(min_size=1, max_size=9), SAID, max_size=4)), min_size=1
)


def decoded(tile):
    """As it is written: from the upper left corner."""
    return mapbox_vector_tile.decode(tile, default_options={"y_coord_down": True})


def encoded(drawn, lexicon=None):
    lexicon = lexicon or Lexicon()
    places = np.array([(x, y) for x, y, _said in drawn], np.int64).reshape(-1, 2)
    return encode_tile("sites", places, [lexicon.phrase(said) for _x, _y, said in drawn], lexicon)


@given(SPOTS)
def test_what_is_written_is_what_is_read(drawn):
    layer = decoded(encoded(drawn))["sites"]
    assert (layer["version"], layer["extent"]) == (2, 4096)
    found = [(tuple(one["geometry"]["coordinates"]), one["properties"]) for one in layer["features"]]
    assert found == [((x, y), {name: one for name, one in said.items() if one is not None}) for x, y, said in drawn]
    assert [[type(one) for one in said.values()] for _point, said in found] == [
        [type(one) for one in said.values() if one is not None] for _x, _y, said in drawn
    ]


def test_another_decoder_reads_the_same(tmp_path):
    drawn = [(1, 2, {"id": "é" * 99, "people": -5, "share": 0.5, "alone": True}), (4095, 4095, {"id": "b"})]
    path = tmp_path / "tile.mvt"
    path.write_bytes(encoded(drawn))
    meta, _fids, points, columns = read(path)
    found = dict(zip(meta["fields"], columns, strict=True))
    assert (meta["geometry_type"], len(points)) == ("Point", 2)
    assert [found["id"].tolist(), found["people"][0], found["share"][0]] == [["é" * 99, "b"], -5, 0.5]


def test_a_tile_without_anything_is_empty():
    assert encoded([]) == b""
    assert decoded(b"") == {}


@pytest.mark.parametrize("value", [1, 1.0, True])
def test_equal_values_of_two_kinds_are_two_values(value):
    layer = decoded(encoded([(0, 0, {"a": 1}), (0, 0, {"a": value})]))["sites"]
    assert type(layer["features"][1]["properties"]["a"]) is type(value)


@given(SPOTS, SPOTS)
def test_a_tile_is_the_same_whatever_its_lexicon_said_before(drawn, before):
    lexicon = Lexicon()
    encoded(before, lexicon)
    assert encoded(drawn, lexicon) == encoded(drawn)


def test_more_values_than_one_or_two_bytes_can_number():
    for count in (127, 128, 129, 16_384, 16_385):
        said = [{"id": number, "same": "yes"} for number in range(count - 1)]
        layer = decoded(encoded([(0, 0, one) for one in said]))["sites"]
        assert [one["properties"] for one in layer["features"]] == said
