"""What every reader yields: rows with their number as a person sees it in the file, and what was guessed about it."""

import unicodedata
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from pathlib import Path

from django.utils.translation import gettext as _

Cell = str | int | float | bool | date | datetime | None
Point = tuple[float, float]

# A part of a section of a sheet is a column named "section > heading".
INSIDE = " > "


def fold(text: object) -> str:
    """One spelling out of many: composed letters, straight apostrophes, one space between words, no case."""
    return " ".join(unicodedata.normalize("NFC", str(text)).replace("’", "'").split()).casefold()


@dataclass(slots=True)
class Guess:
    """What was found out about the file, to be told to whoever imports it."""

    format: str
    encoding: str = ""
    separator: str = ""
    sheet: str = ""
    header_row: int = 1
    geometry: str = ""
    projection: str = ""
    warnings: list[str] = field(default_factory=list)

    def in_words(self) -> list[str]:
        separators = {"\t": _("tab"), ";": _("semicolon"), ",": _("comma"), "|": _("vertical bar")}
        told = [
            (_("Format"), self.format),
            (_("Encoding"), self.encoding),
            (_("Separator"), separators.get(self.separator, self.separator)),
            (_("Sheet"), self.sheet),
            (_("Names of columns on row"), str(self.header_row) if self.header_row > 1 else ""),
            (_("Geometry"), self.geometry),
            (_("Projection"), self.projection),
        ]
        words = [_("%(what)s: %(value)s") % {"what": what, "value": value} for what, value in told if value]
        return words + self.warnings


@dataclass(frozen=True, slots=True)
class Row:
    """`number` is the row that a spreadsheet shows, or the rank of a feature or of a sheet, from 1."""

    number: int
    cells: Mapping[str, Cell]
    point: Point | None = None
    problem: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True)
class Table:
    """Rows are read anew, one by one, each time that the table is walked through."""

    path: Path
    columns: tuple[str, ...]
    guess: Guess
    read: Callable[[], Iterator[Row]]

    def __iter__(self) -> Iterator[Row]:
        return self.read()

    @property
    def has_points(self) -> bool:
        return bool(self.guess.geometry)


def name_columns(header: Sequence[Cell]) -> tuple[str, ...]:
    """Names that tell each column apart: `column 1` for one without a name, `name (2)` for a name met again."""
    names: list[str] = []
    met: Counter[str] = Counter()
    for rank, cell in enumerate(header, start=1):
        name = " ".join(str(cell).split()) if cell is not None else ""
        name = name or f"column {rank}"
        met[fold(name)] += 1
        times = met[fold(name)]
        names.append(f"{name} ({times})" if times > 1 else name)
    return tuple(names)
