"""The charts of pages, taken out of them: pictures that stand by themselves, with their colours and their legend."""

import re

from django.template.loader import render_to_string

from cms.rules.charts import BarChart, LineChart
from cms.templatetags.charts import bar_chart, line_chart

WIDTH = 640
# Room beside the drawing for what is written at its edges (pixels): left, right, above, below.
LEFT, RIGHT, ABOVE, BELOW = 56, 64, 10, 24
LEGEND_LINE = 22
STYLE = """
.chart__axis{stroke:#d5d5d5;stroke-width:1}
.chart__label{fill:#555;font-size:13px}
.chart__name,.chart__value,.chart__row,.legend{font-size:14px;fill:#1d2530}
.chart__name,.chart__row{font-weight:700}
.chart__value--unknown{fill:#555;font-style:italic}
.chart__line{fill:none;stroke-width:3;stroke-linejoin:round}
.chart__dot{stroke:#fff;stroke-width:1}
.chart__bar{stroke-width:1.5}
.chart__line--0{stroke:#1f3a5f}.chart__dot--0,.chart__bar--0{fill:#1f3a5f}.chart__bar--0{stroke:#1f3a5f}
.chart__line--1{stroke:#2a7f86;stroke-dasharray:8 4}.chart__dot--1{fill:#2a7f86}
.chart__bar--1{fill:#b9dcdf;stroke:#2a7f86}
.chart__line--2{stroke:#b4532c;stroke-dasharray:2 4}.chart__dot--2,.chart__bar--2{fill:#b4532c}
.chart__bar--2{stroke:#b4532c}
.chart__line--3{stroke:#5b4bb5;stroke-dasharray:12 3 2 3}.chart__dot--3{fill:#5b4bb5}
.chart__bar--3{fill:#fff;stroke:#5b4bb5}
"""
ROOT = re.compile(r'<svg class="chart__drawing".*</svg>', re.DOTALL)


def picture_of(chart: LineChart | BarChart) -> tuple[str, str] | None:
    """The SVG of a chart, and what it shows in a sentence; None where no value is known."""
    is_line = isinstance(chart, LineChart)
    drawn = line_chart(chart) if isinstance(chart, LineChart) else bar_chart(chart)
    if drawn["is_empty"]:
        return None
    found = ROOT.search(render_to_string(f"components/{'line' if is_line else 'bar'}_chart.html", drawn))
    assert found  # noqa: S101 - the component has one drawing; for the type checker
    inner = found[0].rpartition("</figure>")[0] or found[0]
    legend, top = _legend([label for _index, label, _shape in drawn["legend"]], is_line=is_line)
    left, right, below = (LEFT, RIGHT, BELOW) if is_line else (0, 0, 4)
    width, height = WIDTH + left + right, top + ABOVE + drawn["height"] + below
    root = f'<svg x="{left}" y="{top + ABOVE}" width="{WIDTH}" height="{drawn["height"]}" overflow="visible"'
    inner = re.sub(r'^<svg class="chart__drawing" width="100%" height="\d+"', root, inner)
    svg = (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{width}" height="{height}" viewBox="0 0 {width} {height}" '
        f'font-family="Libertinus Serif"><style>{STYLE}</style>{legend}{inner}</svg>'
    )
    return svg, drawn["description"]


def _legend(labels: list[str], *, is_line: bool) -> tuple[str, int]:
    """One line for each series, as the page has them; none for a chart of one."""
    if len(labels) < 2:
        return "", 0
    lines = []
    for index, label in enumerate(labels):
        y = 8 + index * LEGEND_LINE
        sample = (
            f'<path class="chart__line chart__line--{index}" d="M1 {y}H33"/>'
            if is_line
            else f'<rect class="chart__bar chart__bar--{index}" x="1" y="{y - 6}" width="32" height="12"/>'
        )
        lines.append(f'{sample}<text class="legend" x="42" y="{y + 5}">{_escaped(label)}</text>')
    return "".join(lines), len(labels) * LEGEND_LINE + 6


def _escaped(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;")
