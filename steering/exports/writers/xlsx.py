"""XLSX: every text is a cell of text, so that nothing that people wrote is ever a formula (docs/decisions/0080)."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from django.utils.translation import gettext as _
from rustpy_xlsxwriter import FastExcel, Format

from cms.rules.cells import printable
from steering.exports.cells import ABOUT, COLUMNS, DATA, shortened
from steering.registry import Content, Value

WIDTH, WIDE, LONG = 18.0, 40.0, 100.0


def write_xlsx(path: Path, content: Content) -> None:
    written = path.with_suffix(".xlsx")
    file = FastExcel(str(written)).format(bold_headers=True, datetime_format="dd/mm/yyyy hh:mm").freeze(row=1)
    days = {heading: Format().set_num_format("dd/mm/yyyy") for heading in content.days}
    file.sheet(DATA, _rows(content), column_width=WIDTH, column_formats=days, autofilter=True)
    file.sheet(COLUMNS, _meanings(content), column_widths=[WIDE, LONG])
    file.sheet(ABOUT, _about(content), column_widths=[WIDTH, LONG])
    file.save()
    written.replace(path)


def _rows(content: Content) -> Iterator[dict[str, Any]]:
    is_empty = True
    for values, _point in content.rows:
        is_empty = False
        yield dict(zip(content.headings, map(_cell, values), strict=True))
    if is_empty:
        yield dict.fromkeys(content.headings)


def _cell(value: Value) -> Any:
    return shortened(printable(value)) if isinstance(value, str) else value


def _meanings(content: Content) -> Iterator[dict[str, str]]:
    for heading, meaning in zip(content.headings, content.meanings, strict=True):
        yield {_("Column"): heading, _("What it means"): meaning}


def _about(content: Content) -> Iterator[dict[str, str]]:
    for label, value in content.about():
        yield {_("Subject"): label, _("Detail"): shortened(printable(value))}
