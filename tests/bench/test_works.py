"""A run of the benchmark is good when all of it was measured, and holds; and no time is told of another answer."""

import json

import mapbox_vector_tile
import pytest

from bench.same import same_list, same_number_of_points, same_points, same_things
from bench.works import problems_of

GOOD = {"work": "detail", "peer": "plain DRF", "rounds": 3, "ratio": 20.0, "floor": 15}
WITHOUT_FLOOR = {"work": "detail", "peer": "datasette", "rounds": 3, "ratio": 2.0, "floor": None}
WITHIN = {"work": "list", "peer": "nginx", "rounds": 3, "ratio": 7.9, "limit": 8}


@pytest.mark.parametrize(
    ("other", "said"),
    [
        (GOOD, []),
        ({"work": "304", "peer": "plain DRF", "rounds": 0, "disturbed": 4}, ["Not measured", "304 / plain DRF"]),
        (GOOD | {"work": "304", "ratio": 14.9}, ["Under the floor", "304 / plain DRF"]),
        (WITHIN | {"work": "page", "ratio": 8.1}, ["Over the limit", "page / nginx"]),
    ],
)
def test_what_was_not_measured_is_no_better_than_what_is_too_slow(other, said):
    problems = problems_of([GOOD, other, WITHOUT_FLOOR, WITHIN])
    assert len(problems) == bool(said)
    assert all(text in problems[0] for text in said)
    assert "detail" not in "".join(problems)


A = {"id": "a", "title": "Médiation", "themes": ["water", "school"], "started_on": "2026-01-08", "outcome": None}
B = {"id": "b", "title": "Cantine", "themes": [], "started_on": "2026-01-07", "outcome": None}


def told(*items, count=2, name="results"):
    return json.dumps({"count": count, name: items}).encode()


def test_lists_are_the_same_by_things_order_number_and_what_is_said_of_each():
    theirs = [{"translation_key": "a"} | A | {"id": 7, "outcome": "", "themes": '["school", "water"]'}, B]
    assert same_list(told(A, B), told(*theirs))
    assert same_things(told(A, B), told(B, A))
    assert not same_list(told(A, B), told(B, A))
    assert not same_list(told(A, B), told(A, B, count=3))
    assert not same_list(told(A), told(A, B))
    assert not same_list(told(), told())
    assert not same_list(told(A, B), told(A | {"title": "Autre"}, B))


def test_features_are_the_same_by_what_they_say_and_where_they_are():
    def features(item, place):
        one = {"id": item["id"], "properties": item, "geometry": place and {"type": "Point", "coordinates": place}}
        return json.dumps({"type": "FeatureCollection", "features": [one]}).encode()

    there = features(A, [2.4779, 48.9175])
    assert same_things(there, features(A, [2.4779000001, 48.9175]))
    assert not same_things(there, features(A, [2.48, 48.9175]))
    assert not same_things(there, features(A, None))


def tile(*points):
    features = [{"geometry": f"POINT({x} {y})", "properties": said} for x, y, said in points]
    return mapbox_vector_tile.encode({"name": "actions", "features": features}, default_options={"y_coord_down": True})


def test_tiles_are_the_same_by_number_from_afar_and_one_by_one_from_near():
    each = [(10, 10, {"id": "a", "title": "A"}), (12, 10, {"id": "b", "title": "B"})]
    beside = (-40, 10, {"id": "c", "title": "C"})
    assert same_number_of_points(tile((11, 10, {"point_count": 2})), tile(*each, beside))
    assert not same_number_of_points(tile((11, 10, {"point_count": 3})), tile(*each))
    moved = [(11, 9, each[0][2]), each[1]]
    assert same_points(tile(*each), tile(*moved, beside))
    assert not same_points(tile(*each), tile((60, 10, each[0][2]), each[1]))
    assert not same_points(tile(*each), tile((10, 10, {"id": "a", "title": "Z"}), each[1]))
    assert not same_points(tile(*each), tile(each[0]))
