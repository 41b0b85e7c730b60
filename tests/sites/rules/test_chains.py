from itertools import combinations

from hypothesis import given
from hypothesis import strategies as st

from sites.rules.chains import BOX_H, BOX_W, lay_out, path_between, short_name


@given(st.dictionaries(st.integers(1, 60), st.integers(-3, 3), min_size=1))
def test_boxes_stand_in_the_drawing_and_never_over_each_other(generations):
    plan = lay_out(generations)
    for spot in plan.spots.values():
        assert 0 <= spot.x <= plan.width - BOX_W
        assert 0 <= spot.y <= plan.height - BOX_H
    for one, other in combinations(plan.spots.values(), 2):
        assert abs(one.x - other.x) >= BOX_W or abs(one.y - other.y) >= BOX_H


def test_who_came_first_stands_higher():
    spots = lay_out({1: -1, 2: 0, 3: 1, 4: 1}).spots
    assert spots[1].y < spots[2].y < spots[3].y == spots[4].y


def test_a_line_goes_down_or_turns_round_when_people_went_back():
    spots = lay_out({1: 0, 2: 1}).spots
    down, _x, y = path_between(spots[1], spots[2])
    assert down.startswith(f"M{spots[1].middle} {spots[1].bottom}")
    assert spots[1].bottom < y < spots[2].y
    back, x, _y = path_between(spots[2], spots[1])
    assert back.startswith(f"M{spots[2].x + BOX_W} ")
    assert x > spots[1].x + BOX_W


def test_names_fit_in_their_box():
    assert (short_name("Les Saules"), len(short_name("x" * 50))) == ("Les Saules", 20)
