"""Maps are drawn where places are, and read without colour."""

import re
from xml.etree import ElementTree

import pytest
import shapely
from hypothesis import given
from hypothesis import strategies as st

from steering.rules.maps import Shape, choropleth, classes_of


def square(lon: float, lat: float, side: float = 1) -> bytes:
    return shapely.box(lon, lat, lon + side, lat + side).wkb


@given(st.lists(st.integers(0, 500), max_size=120))
def test_classes_hold_every_value_once_and_never_part_equals(values):
    classes = classes_of(values)
    assert len(classes) <= 5
    assert sum(one.count for one in classes) == len(values)
    for value in values:
        assert sum(one.low <= value <= one.high for one in classes) == 1
    if 0 in values:
        assert (classes[0].low, classes[0].high) == (0, 0)


@given(st.lists(st.integers(-50, 50), min_size=1, max_size=60))
def test_values_below_zero_are_classed_too(values):
    classes = classes_of(values)
    assert (classes[0].low, classes[-1].high) == (min(values), max(values))


def test_a_map_is_well_formed_and_says_every_place_in_words():
    shapes = [
        Shape("L’Haÿ & <Rose>", square(2, 48), 12),
        Shape("Zéro", square(3, 48), 0),
        Shape("Tue", square(4, 48), None),
    ]
    drawing = choropleth("Personnes", shapes)
    tree = ElementTree.fromstring(drawing)
    titles = [one.text for one in tree.iter("{http://www.w3.org/2000/svg}title")]
    assert titles == ["Personnes", "L’Haÿ & <Rose> : 12", "Zéro : 0", "Tue : inconnu"]
    assert "style=" not in drawing  # the security policy of pages refuses it


@pytest.mark.parametrize("first", [0, 1])
def test_classes_are_told_apart_by_their_patterns(first):
    shapes = [Shape(str(number), square(number, 40), number) for number in range(first, first + 10)]
    drawing = choropleth("Sites", shapes)
    fills = {re.search(r'fill="([^"]+)"', path).group(1) for path in re.findall(r"<path d=\"M[^>]*fill-rule", drawing)}
    assert len(fills) == 5
    patterns = re.findall(r"<pattern.*?</pattern>", drawing)
    assert len({re.search(r'path d="([^"]+)"', one).group(1) for one in patterns}) == len(patterns) == 3


def test_a_place_overseas_has_a_frame_of_its_own():
    near = [Shape(f"Métropole {number}", square(number, 46), 3) for number in range(5)]
    drawing = choropleth("Sites", [*near, Shape("La Réunion", square(55, -21), 8)])
    assert "<rect" in drawing
    assert ">La Réunion</text>" in drawing
    paths = re.findall(r'<path d="([^"]+)"[^>]*fill-rule', drawing)[:5]
    across = [float(x) for path in paths for x in re.findall(r"[ML](\d+\.\d)", path)]
    assert max(across) - min(across) > 400  # the others still fill the drawing


@pytest.mark.parametrize("shapes", [[], [Shape("Sans contour", None, 4)]])
def test_without_an_outline_nothing_is_drawn(shapes):
    assert choropleth("Sites", shapes) == ""
