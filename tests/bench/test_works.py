"""A run of the benchmark is good when all of it was measured, and holds."""

import pytest

from bench.works import problems_of

GOOD = {"work": "detail", "peer": "plain DRF", "rounds": 3, "ratio": 20.0, "floor": 15}
CONSTANT = {"work": "constant", "peer": "same server", "times": 1.2}


@pytest.mark.parametrize(
    ("other", "said"),
    [
        (GOOD, []),
        ({"work": "304", "peer": "plain DRF", "rounds": 0, "disturbed": 4}, ["Not measured", "304 / plain DRF"]),
        (GOOD | {"work": "304", "ratio": 14.9}, ["Under the floor", "304 / plain DRF"]),
    ],
)
def test_what_was_not_measured_is_no_better_than_what_is_too_slow(other, said):
    problems = problems_of([GOOD, other, CONSTANT])
    assert len(problems) == bool(said)
    assert all(text in problems[0] for text in said)
    assert "detail" not in "".join(problems)
