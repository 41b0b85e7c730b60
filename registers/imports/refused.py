"""Refused rows in a file of the same columns, plus the reason: to be corrected there and imported again."""

import csv
from collections.abc import Iterator
from pathlib import Path

from django.utils.translation import gettext as _
from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell

from registers.imports.errors import RegisterError
from registers.imports.records import Refusal
from registers.imports.table import Cell, Table


def write_refused(path: Path, table: Table, refusals: list[Refusal]) -> None:
    """CSV (separator of the source, UTF-8 with its mark so that spreadsheets see the accents) or XLSX, by its name."""
    match path.suffix.casefold():
        case ".csv":
            with path.open("w", encoding="utf-8-sig", newline="") as stream:
                writer = csv.writer(stream, delimiter=table.guess.separator or ";")
                writer.writerows(_lines(table, refusals))
        case ".xlsx":
            _write_workbook(path, table, refusals)
        case suffix:
            raise RegisterError(_("Refused rows are written in .csv or .xlsx, not “%(suffix)s”.") % {"suffix": suffix})


def _lines(table: Table, refusals: list[Refusal]) -> Iterator[list[Cell]]:
    place = ["lon", "lat"] if table.has_points else []
    yield [*table.columns, *place, _("reason")]
    for refusal in refusals:
        cells = [refusal.row.cells.get(column) for column in table.columns]
        point = list(refusal.row.point or (None, None)) if table.has_points else []
        yield [*cells, *point, reasons_in_words(refusal)]


def reasons_in_words(refusal: Refusal) -> str:
    told = []
    for reason in refusal.reasons:
        where = f"{reason.column}{_(': ')}" if reason.column else ""
        found = " (" + _("“%(value)s”") % {"value": reason.value} + ")" if reason.value else ""
        row = _(", row %(number)d") % {"number": reason.like_row} if reason.like_row else ""
        told.append(f"{where}{reason.message}{row}{found}")
    return " ; ".join(told)


def _write_workbook(path: Path, table: Table, refusals: list[Refusal]) -> None:
    book = Workbook(write_only=True)
    sheet = book.create_sheet(table.guess.sheet[:31] or "1")
    for line in _lines(table, refusals):
        cells = []
        for value in line:
            cell = WriteOnlyCell(sheet, value=value)
            if isinstance(value, str):
                # A text that begins with "=" stays a text.
                cell.data_type = "s"
            cells.append(cell)
        sheet.append(cells)
    book.save(path)
