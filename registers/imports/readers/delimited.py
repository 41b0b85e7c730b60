"""CSV and its cousins: encoding and separator are guessed from the file itself."""

import csv
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import IO

from charset_normalizer import from_bytes
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from registers.imports.errors import RegisterError
from registers.imports.table import Cell, Guess, Row, Table, name_columns

SEPARATORS = (",", ";", "\t", "|")
BYTE_ORDER_MARKS = ((b"\xef\xbb\xbf", "utf-8-sig"), (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16"))
# What spreadsheets of our readers write when they do not write UTF-8: Windows, old Macintosh, DOS.
OLD_ENCODINGS = ["cp1252", "mac_roman", "cp850", "cp1250"]
SAMPLE_RECORDS = 200
MAX_CELL = 10_000_000
UNREADABLE = gettext_lazy("This file is not readable CSV.")


def read_delimited(path: Path, *, encoding: str = "", separator: str = "") -> Table:
    csv.field_size_limit(MAX_CELL)
    encoding = encoding or guess_encoding(path.read_bytes())
    try:
        with path.open(encoding=encoding, newline="") as stream:
            separator = separator or guess_separator(stream)
        with path.open(encoding=encoding, newline="") as stream:
            header = next(csv.reader(stream, delimiter=separator), None)
    except (UnicodeError, LookupError) as error:
        raise RegisterError(_("This file is not written in %(encoding)s.") % {"encoding": encoding}) from error
    except csv.Error as error:
        raise RegisterError(UNREADABLE) from error
    if not header:
        raise RegisterError(_("This file is empty."))
    columns = name_columns(header)
    guess = Guess("CSV", encoding=encoding, separator=separator)
    return Table(path, columns, guess, lambda: _rows(path, columns, guess))


def guess_encoding(content: bytes) -> str:
    """A byte order mark says it; what reads as UTF-8 is UTF-8; else the likeliest of the old ones."""
    for mark, encoding in BYTE_ORDER_MARKS:
        if content.startswith(mark):
            return encoding
    try:
        content.decode("utf-8")
    except UnicodeDecodeError:
        best = from_bytes(content, cp_isolation=OLD_ENCODINGS).best()
        return best.encoding if best else "cp1252"
    return "utf-8"


def guess_separator(stream: IO[str]) -> str:
    """The separator that cuts most of the first records into one same number of cells, the greatest one.

    `csv.Sniffer` is misled by quoted decimal commas, which registers are full of."""
    lines = [line for _rank, line in zip(range(SAMPLE_RECORDS), stream, strict=False)]
    return max(SEPARATORS, key=lambda separator: _fitness(lines, separator))


def _fitness(lines: list[str], separator: str) -> tuple[float, int]:
    widths = [len(record) for record in csv.reader(lines, delimiter=separator) if record]
    if not widths or widths[0] < 2:
        return 0.0, 0
    return Counter(widths)[widths[0]] / len(widths), widths[0]


def _rows(path: Path, columns: tuple[str, ...], guess: Guess) -> Iterator[Row]:
    with path.open(encoding=guess.encoding, newline="") as stream:
        records = csv.reader(stream, delimiter=guess.separator)
        next(records)
        for number, record in enumerate(_whole(records), start=2):
            if not any(cell.strip() for cell in record):
                continue
            cells: dict[str, Cell] = dict(zip(columns, record, strict=False))
            problem = ""
            if len(record) > len(columns):
                problem = _("%(found)d cells for %(expected)d columns: a separator inside a cell is not quoted") % {
                    "found": len(record),
                    "expected": len(columns),
                }
            yield Row(number, cells, problem=problem)


def _whole(records: Iterator[list[str]]) -> Iterator[list[str]]:
    try:
        yield from records
    except csv.Error as error:
        raise RegisterError(UNREADABLE) from error
