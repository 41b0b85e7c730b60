"""A file and its mapping, opened together: what every import of every noun begins with."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from django.utils.translation import gettext as _

from registers.imports.interpretation import read_outcomes
from registers.imports.loading import load_mapping
from registers.imports.mapping import Mapping
from registers.imports.readers import open_table
from registers.imports.reading import Binding
from registers.imports.records import Record, Refusal
from registers.imports.report import Report
from registers.imports.schema import Schema
from registers.imports.table import Table

Say = Callable[[int], None]
TOLD_EVERY = 500


@dataclass(frozen=True, slots=True)
class Request:
    """What was asked: the file, the mapping, and what is said in place of the mapping."""

    path: Path
    mapping: str
    register: str = ""
    edition_on: date | None = None


@dataclass(slots=True)
class Opened:
    """The rows that could be read, and a report that tells the others. No `edition`: rows are dated one by one."""

    mapping: Mapping
    table: Table
    report: Report
    records: list[Record]
    register: str
    edition: str
    edition_on: date | None


def open_register(request: Request, schema: Schema, *, noun: str, say: Say = lambda _count: None) -> Opened:
    """Read the whole file through its mapping. Raises RegisterError when it cannot be."""
    return open_mapped(request, load_mapping(request.mapping, schema, noun=noun), schema, say=say)


def open_mapped(request: Request, mapping: Mapping, schema: Schema, *, say: Say = lambda _count: None) -> Opened:
    """The same, with a mapping that was made otherwise than by a file: by hand, in a form."""
    table = open_table(request.path, encoding=mapping.encoding, separator=mapping.separator, sheet=mapping.sheet)
    binding = Binding(table, mapping, schema)
    known = mapping.edition_of(request.path)
    edition_on = request.edition_on or (known.on if known else None)
    edition = request.edition_on.isoformat() if request.edition_on else known.label if known else ""
    register = request.register or mapping.register
    report = Report(register, request.path.name, edition, told=[*table.guess.in_words(), *binding.guesses])
    if binding.unread:
        report.told.append(_("Columns that nobody reads: %(columns)s") % {"columns": ", ".join(binding.unread)})
    records = list(_records(binding, report, say))
    return Opened(mapping, table, report, records, register, edition, edition_on)


def _records(binding: Binding, report: Report, say: Say) -> Iterator[Record]:
    for rank, outcome in enumerate(read_outcomes(binding), start=1):
        if rank % TOLD_EVERY == 0:
            say(rank)
        if isinstance(outcome, Record):
            report.notes.update(outcome.notes)
            yield outcome
        elif isinstance(outcome, Refusal):
            report.refuse(outcome)
        else:
            report.skip(outcome)
