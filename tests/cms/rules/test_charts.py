from datetime import date

import pytest

from cms.rules.charts import LineChart, Series, runs, spread, ticks


def test_a_curve_is_cut_where_a_value_is_unknown():
    assert runs([(0, 1), (1, None), (2, 3), (3, 4), (4, None)]) == [[(0, 1)], [(2, 3), (3, 4)]]


@pytest.mark.parametrize(
    ("values", "expected"),
    [
        ([], [0, 1]),
        ([0], [0, 1]),
        ([3], [0, 1, 2, 3]),
        ([137], [0, 50, 100, 150]),
        ([0.4], [0, 0.1, 0.2, 0.3, 0.4]),
        ([12_000], [0, 5_000, 10_000, 15_000]),
    ],
)
def test_marks_are_round_and_reach_the_largest_value(values, expected):
    assert ticks(values) == pytest.approx(expected)


def test_the_table_joins_series_that_speak_of_different_dates_in_order():
    chart = LineChart(
        "Titre",
        [
            Series("a", [(date(2026, 3, 1), 3), (date(2026, 1, 1), 1)]),
            Series("b", [(date(2026, 2, 1), None), (date(2026, 3, 1), 0)]),
        ],
    )
    assert chart.rows == [
        (date(2026, 1, 1), [1, None]),
        (date(2026, 2, 1), [None, None]),
        (date(2026, 3, 1), [3, 0]),
    ]


def test_labels_are_moved_as_little_as_it_takes():
    assert spread([100, 10, 102], apart=15) == [87, 10, 102]
