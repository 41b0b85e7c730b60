import re
from datetime import date

import pytest
from django.template import Context, Template
from django.utils import translation

from cms.rules.charts import BarChart, LineChart, Series, StatusStrip, StripCell


@pytest.fixture(autouse=True)
def _in_french():
    with translation.override("fr"):
        yield


def draw(tag, chart):
    return Template("{% load charts %}{% " + tag + " chart %}").render(Context({"chart": chart}))


PEOPLE = Series("Personnes", [(date(2025, 1, 1), 120), (date(2025, 7, 1), None), (date(2026, 1, 1), 1_000)])


def test_a_curve_leaves_a_gap_for_what_is_unknown():
    html = draw("line_chart", LineChart("Habitants", [PEOPLE], "personnes"))
    assert re.findall(r'd="(M[^"]+)" vector', html) == ["M0.0 181.4", "M1000.0 16.0"]
    assert html.count("chart__dot--0") == 2


def test_a_chart_tells_the_same_in_a_table_and_in_a_sentence():
    html = draw("line_chart", LineChart("Habitants", [PEOPLE], "personnes"))
    assert re.findall(r"<td>(.+?)</td>", html) == ["120", "inconnu", "1\xa0000"]
    assert "Personnes : 120 personnes (1 janvier 2025), 1\xa0000 personnes (1 janvier 2026), 1 fois inconnu." in html


def test_an_unknown_bar_is_a_word_and_zero_is_a_bar():
    chart = BarChart("Scolarisation", [Series("Enfants", [("2024", None), ("2025", 0), ("2026", 8)])])
    html = draw("bar_chart", chart)
    assert re.findall(r'<rect class="chart__bar chart__bar--0" x="0" y="\d+" width="(.+?)"', html) == [
        "0.00%",
        "78.00%",
    ]
    assert html.count("chart__value--unknown") == 1


@pytest.mark.parametrize("series", [[], [Series("Personnes", [])], [Series("Personnes", [(date(2026, 1, 1), None)])]])
def test_a_chart_without_a_known_value_says_so(series):
    for tag, kind in (("line_chart", LineChart), ("bar_chart", BarChart)):
        html = draw(tag, kind("Habitants", series))
        assert "Aucune valeur n’est connue." in html
        assert "<svg" not in html


def test_one_observation_is_drawn_in_the_middle():
    html = draw("line_chart", LineChart("Habitants", [Series("Personnes", [(date(2026, 1, 1), 4)])]))
    assert 'x="50.00%"' in html


def test_a_strip_writes_each_status_and_a_dash_where_nothing_was_said():
    strip = StatusStrip(
        "Conditions de vie", [date(2026, 1, 1), date(2026, 2, 1)], [("Eau", [StripCell("bad", "Mauvais"), None])]
    )
    html = draw("status_strip", strip)
    assert re.findall(r'<td class="strip__cell strip__cell--(\w+)">(.+?)</td>', html) == [
        ("bad", "Mauvais"),
        ("unknown", "—"),
    ]


def test_drawings_carry_neither_style_nor_script():
    chart = LineChart("Habitants", [PEOPLE, Series("<b>Mineurs</b>", PEOPLE.points)])
    html = draw("line_chart", chart)
    assert "style=" not in html
    assert "<script" not in html
    assert "<b>" not in html
