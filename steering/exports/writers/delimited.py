"""CSV, in an archive with what its columns mean.

Semicolons and the mark of UTF-8, by which spreadsheets set in French open it; but a decimal keeps its point, for
programs (the tables of dashboards, `steering.rules.tables`, have commas). In XLSX and ODS numbers are numbers.
"""

import csv
import io
import zipfile
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from django.utils.translation import gettext as _

from cms.rules.cells import inert, printable
from steering.exports.cells import in_words
from steering.registry import Content, Value

BOM = "\ufeff"


def write_csv(path: Path, content: Content) -> None:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        rows = (values for values, _point in content.rows)
        _add(archive, "donnees.csv", content.headings, rows)
        meanings = zip(content.headings, content.meanings, strict=True)
        _add(archive, "colonnes.csv", [_("Column"), _("What it means")], meanings)
        _add(archive, "a-propos.csv", [_("Subject"), _("Detail")], content.about())


def _add(archive: zipfile.ZipFile, name: str, headings: list[str], rows: Iterable[Iterable[Value]]) -> None:
    with archive.open(name, "w", force_zip64=True) as entry, io.TextIOWrapper(entry, "utf-8", newline="") as text:
        text.write(BOM)
        writer = csv.writer(text, delimiter=";")
        writer.writerow(headings)
        writer.writerows([_cell(value) for value in row] for row in rows)


def _cell(value: Value) -> Any:
    """A CSV has no types: what a spreadsheet would run is marked as text."""
    return inert(printable(value)) if isinstance(value, str) else in_words(value)
