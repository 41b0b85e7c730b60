"""Documents as lines of a table: one column for each value, in the order of the fields."""

import csv
from collections.abc import Iterable, Sequence
from io import StringIO
from typing import Any

from cms.rules.cells import inert

SEPARATOR = "|"


def table(documents: Iterable[dict[str, Any]], fields: Sequence[str]) -> bytes:
    """RFC 4180 in UTF-8. Unknown is empty, which is not zero; lists are written with a bar between their values."""
    rows = [_flat(document, fields) for document in documents]
    columns = list(dict.fromkeys([*(name for name in fields if name not in NESTED), *(n for row in rows for n in row)]))
    written = StringIO()
    writer = csv.writer(written, lineterminator="\r\n")
    writer.writerow(columns)
    writer.writerows([[row.get(name, "") for name in columns] for row in rows])
    return written.getvalue().encode()


# Columns that are written as several where they are known, however deep: `point.lon`, `evidence.results.people`.
NESTED = frozenset({"point", "living_conditions", "image", "answers", "evidence", "evidence.comparison"})


def _flat(document: dict[str, Any], fields: Iterable[str], within: str = "") -> dict[str, str]:
    row: dict[str, str] = {}
    for name in fields:
        column, value = f"{within}{name}", document.get(name)
        if isinstance(value, dict):
            row |= _flat(value, value, f"{column}.")
        elif column not in NESTED and name in document:
            row[column] = _cell(value)
    return row


def _cell(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, int | float):
        return str(value)
    return inert(SEPARATOR.join(_words(one) for one in value) if isinstance(value, list) else str(value))


def _words(value: Any) -> str:
    """One of a list: a code, or a row of its own, told as `year=2025 people=12`."""
    if isinstance(value, dict):
        return " ".join(f"{name}={_cell(one)}" for name, one in value.items())
    return _cell(value)
