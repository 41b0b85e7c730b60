"""The colours of the map's classes, as the browser's file holds them, told apart by every kind of sight."""

import re
from itertools import pairwise
from pathlib import Path

import pytest

SOURCE = Path(__file__).resolve().parents[3] / "static" / "js" / "map" / "classes.js"
# Machado, Oliveira and Fernandes (2009), severity 1; "none" for most people.
SIGHTS = {
    "none": ((1, 0, 0), (0, 1, 0), (0, 0, 1)),
    "protanopia": ((0.152286, 1.052583, -0.204868), (0.114503, 0.786281, 0.099216), (-0.003882, -0.048116, 1.051998)),
    "deuteranopia": ((0.367322, 0.860646, -0.227968), (0.280085, 0.672501, 0.047413), (-0.011820, 0.042940, 0.968881)),
    "tritanopia": ((1.255528, -0.076749, -0.178779), (-0.078411, 0.930809, 0.147602), (0.004733, 0.691367, 0.303900)),
    "black and white": ((0.2126, 0.7152, 0.0722),) * 3,
}
INK, EDGE = "#161616", "#5f5f5f"
# Neighbours in a legend differ by this much at least (WCAG's ratio); the text of the map is read on each.
STEP, TEXT, GRAPHIC = 1.3, 4.5, 3


def linear(colour: str) -> list[float]:
    values = [int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5)]
    return [value / 12.92 if value <= 0.04045 else ((value + 0.055) / 1.055) ** 2.4 for value in values]


def luminance(colour: str, sight: str) -> float:
    seen = [sum(a * b for a, b in zip(row, linear(colour), strict=True)) for row in SIGHTS[sight]]
    return sum(part * max(value, 0) for part, value in zip((0.2126, 0.7152, 0.0722), seen, strict=True))


def ratio(one: str, other: str, sight: str = "none") -> float:
    low, high = sorted([luminance(one, sight), luminance(other, sight)])
    return (high + 0.05) / (low + 0.05)


COLOURS = re.findall(r"#[0-9a-f]{6}", re.search(r"COLOURS = \[(.*?)\]", SOURCE.read_text())[1])


@pytest.mark.parametrize("sight", SIGHTS)
def test_each_class_is_darker_than_the_one_before(sight):
    assert len(COLOURS) == 5
    assert all(luminance(pale, sight) > luminance(dark, sight) for pale, dark in pairwise(COLOURS))
    assert [pair for pair in pairwise(COLOURS) if ratio(*pair, sight) < STEP] == []


def test_swatches_have_an_edge_that_is_seen_beside_white_and_values_are_read_on_their_halo():
    assert ratio(EDGE, "#ffffff") >= GRAPHIC
    assert ratio(INK, "#ffffff") >= TEXT
