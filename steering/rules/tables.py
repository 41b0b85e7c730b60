"""Everything of a dashboard as tables: what pages show beside pictures, and what is given as CSV."""

import csv
from collections.abc import Iterable
from datetime import date
from decimal import Decimal
from io import StringIO
from typing import Any

from django.utils.translation import gettext as _

from cms.rules.cells import inert
from steering.rules.figures import Figure, Table


def figures_table(code: str, title: str, groups: Iterable[tuple[str, Iterable[Figure]]]) -> Table:
    rows = [
        [group, figure.label, figure.value, figure.unit, figure.rests, figure.counts]
        for group, figures in groups
        for figure in figures
    ]
    columns = [_("Part"), _("Figure"), _("Value"), _("Unit"), _("On what it rests"), _("What it counts")]
    return Table(code, title, columns, rows)


def csv_text(table: Table) -> str:
    """For spreadsheets in French: semicolons, decimal commas, the mark by which they know UTF-8. Unknown is empty."""
    out = StringIO()
    writer = csv.writer(out, delimiter=";", lineterminator="\r\n")
    writer.writerow([_cell(one) for one in table.columns])
    writer.writerows([_cell(value) for value in row] for row in table.rows)
    return "\ufeff" + out.getvalue()


def _cell(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, float | Decimal):
        return str(value).replace(".", ",")
    return str(value) if isinstance(value, int) else inert(str(value))
