"""XLSX: the first sheet that holds something, unless one is named; titles above the names of columns are skipped."""

import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from django.utils.translation import gettext as _
from openpyxl import load_workbook

from registers.imports.archives import MOST_READ, TooHeavy, refuse_heavy
from registers.imports.errors import RegisterError
from registers.imports.table import Cell, Guess, Row, Table, name_columns

ROWS_LOOKED_AT = 20


def read_workbook(path: Path, *, sheet: str = "", most: int = MOST_READ) -> Table:
    """`most`: bytes that it may weigh once opened."""
    book = _open(path, most=most)
    try:
        names = [sheet] if sheet else list(book.sheetnames)
        for name in names:
            if name not in book.sheetnames:
                raise RegisterError(
                    _("No sheet “%(sheet)s” in this file; it has: %(sheets)s.")
                    % {"sheet": name, "sheets": ", ".join(book.sheetnames)}
                )
            first = list(_values(book[name], last=ROWS_LOOKED_AT))
            if any(_filled(values) for values in first):
                return _table(path, name, first)
    finally:
        book.close()
    raise RegisterError(_("This file is empty."))


def _open(path: Path, *, most: int = MOST_READ) -> Any:
    with _in_words():
        with zipfile.ZipFile(path) as archive:
            refuse_heavy(archive, most=most)
        return load_workbook(path, read_only=True, data_only=True)


def _values(sheet: Any, *, first: int = 1, last: int | None = None) -> Iterator[tuple[Cell, ...]]:
    with _in_words():
        # Some programs write a wrong size in the sheet: do not believe it.
        sheet.reset_dimensions()
        yield from sheet.iter_rows(min_row=first, max_row=last, values_only=True)


@contextmanager
def _in_words() -> Iterator[None]:
    try:
        yield
    except RegisterError:
        raise
    except TooHeavy as error:
        raise RegisterError(_("This file is too large once opened: keep its rows alone, or send CSV.")) from error
    except Exception as error:
        # A damaged workbook fails in the library wherever the damage is, by whatever error comes then.
        raise RegisterError(_("This file is not a readable XLSX workbook.")) from error


def _filled(values: tuple[Cell, ...]) -> int:
    return sum(1 for value in values if value is not None and str(value).strip())


def _table(path: Path, name: str, first: list[tuple[Cell, ...]]) -> Table:
    widest = max(_filled(values) for values in first)
    header_row = next(rank for rank, values in enumerate(first, start=1) if _filled(values) * 2 >= widest)
    header = list(first[header_row - 1])
    while header and header[-1] is None:
        header.pop()
    columns = name_columns(header)
    guess = Guess("XLSX", sheet=name, header_row=header_row)
    return Table(path, columns, guess, lambda: _rows(path, columns, guess))


def _rows(path: Path, columns: tuple[str, ...], guess: Guess) -> Iterator[Row]:
    book = _open(path)
    try:
        start = guess.header_row + 1
        for number, values in enumerate(_values(book[guess.sheet], first=start), start=start):
            if _filled(values):
                yield Row(number, dict(zip(columns, values, strict=False)))
    finally:
        book.close()
