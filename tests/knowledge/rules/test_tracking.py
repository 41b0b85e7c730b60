from datetime import date, timedelta

import pytest

from knowledge.rules.tracking import UNRESORBED, Point, first_start, follow, needs_to_measure

WATER = frozenset({"no_water"})
BOTH = frozenset({"no_water", "waste"})
START = date(2025, 1, 10)


def seen(days, *present, known=BOTH, people=40):
    return Point(START + timedelta(days=days), frozenset(present), frozenset(known), people)


def test_water_came_four_months_after_and_stayed():
    change = follow([seen(-20, "no_water"), seen(122), seen(200)], WATER, START)
    assert (change.gone, change.months, change.is_better) == (WATER, 4, True)


def test_what_came_back_has_not_gone():
    change = follow([seen(-20, "no_water"), seen(100), seen(300, "no_water")], WATER, START)
    assert (change.is_better, change.months) == (False, None)


def test_one_need_gone_of_two_is_better_and_both_are_told():
    change = follow([seen(-5, "no_water", "waste"), seen(150, "waste")], BOTH, START)
    assert (change.needs, change.gone) == (BOTH, WATER)


@pytest.mark.parametrize(
    "points",
    [
        [seen(150)],
        [seen(-400, "no_water"), seen(150)],
        [seen(-20), seen(150)],
        [seen(-20, "no_water")],
        [seen(-20, "no_water"), seen(60)],
        [seen(-20, "no_water"), seen(800)],
        [seen(-20, "no_water"), seen(150, known={"waste"})],
    ],
    ids=["never before", "too long before", "no need", "never after", "too soon", "too late", "not known after"],
)
def test_what_nobody_saw_is_told_of_nobody(points):
    assert follow(points, WATER, START) is None


def test_a_site_without_it_is_followed_from_its_first_need():
    assert first_start([seen(0), seen(30, "waste"), seen(60, "no_water")], WATER) == START + timedelta(days=60)
    assert first_start([seen(0)], WATER) is None


def test_practices_of_housing_are_measured_by_resorption():
    assert needs_to_measure(["large_site"], ["housing"]) == {UNRESORBED}
    assert needs_to_measure(["no_water", "large_site"], ["housing"]) == WATER
    assert needs_to_measure(["large_site"], ["steering"]) == frozenset()
