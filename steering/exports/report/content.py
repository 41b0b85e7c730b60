"""A report in words: numbers as French writes them, pictures beside what they show."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import zip_longest
from typing import Any

from django.conf import settings
from django.utils.formats import date_format, number_format
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from cms.rules.cells import printable
from cms.rules.charts import BarChart, LineChart
from steering.exports.report.pictures import picture_of
from steering.rules.figures import Figure, Table
from steering.rules.reports import Report, Section


@dataclass(frozen=True)
class Picture:
    """width: percent of the page. alt: what it shows, for who does not see it; its table is below."""

    title: str
    alt: str
    svg: str
    width: int = 100


def said(value: Any) -> str:
    """Unknown is a word, never a blank or a zero."""
    if value is None:
        return _("unknown")
    if hasattr(value, "isoformat"):
        return str(date_format(value, "d/m/Y"))
    if isinstance(value, str):
        return printable(value)
    whole = round(value) if value == round(value) else round(value, 1)
    return str(number_format(whole, force_grouping=True))


def content_of(report: Report) -> tuple[dict[str, Any], list[Picture]]:
    """What both kinds of files write, as plain data, and the pictures that it points to."""
    pictures: list[Picture] = []
    sections = [_section(one, pictures) for one in report.sections]
    return {
        "title": report.title,
        "subtitle": printable(report.subtitle),
        "platform": settings.PLATFORM_NAME,
        "told": [printable(line) for line in report.told],
        "care": _("For those who work there: small numbers speak of few people."),
        "restricted": _("Holds finances, which are reserved: do not pass on.") if report.is_restricted else "",
        "sections": sections,
        "meanings_title": _("What each figure counts"),
        "meanings": [[capfirst(label), counts] for label, counts in report.meanings],
    }, pictures


def _section(section: Section, pictures: list[Picture]) -> dict[str, Any]:
    return {
        "title": section.title,
        "paragraphs": list(section.paragraphs),
        "figures": [_figure(one) for one in section.figures],
        "blocks": list(_blocks(section, pictures)),
        "notes": list(section.notes),
    }


def _blocks(section: Section, pictures: list[Picture]) -> Iterator[dict[str, Any]]:
    """Each picture with the table that says the same below it, then the tables that have no picture."""
    drawn = [_drawn(chart) for chart in section.charts]
    if section.drawing:
        svg, title = section.drawing
        drawn.append(Picture(title, _("Map: %(title)s. Its table follows.") % {"title": title}, svg, width=72))
    for picture, table in zip_longest(drawn, section.tables):
        if picture:
            pictures.append(picture)
            yield {"picture": len(pictures) - 1}
        if table:
            yield {"table": _table(table)}


def _drawn(chart: LineChart | BarChart) -> Picture | None:
    found = picture_of(chart)
    return Picture(chart.title, found[1], found[0], width=88 if isinstance(chart, LineChart) else 72) if found else None


def _figure(figure: Figure) -> dict[str, str]:
    unit = f" {figure.unit}" if figure.unit and figure.value is not None else ""
    return {"label": capfirst(figure.label), "value": said(figure.value) + unit, "rests": capfirst(figure.rests)}


def _table(table: Table) -> dict[str, Any]:
    return {
        "title": table.title,
        "columns": [str(one) for one in table.columns],
        "rows": [[said(value) for value in row] for row in table.rows],
    }
