"""A register compared with what is known, then written: the same way for every noun.

A noun brings a planner, which says of each row what it would become and writes many at once.
"""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any, Generic, Protocol, TypeVar

from django.db import connection, transaction

from registers.imports.opened import Opened, Say
from registers.imports.records import Record, Refusal
from registers.imports.report import Report
from registers.imports.table import Table
from registers.signals import register_taken

BATCH = 2000


class Planned(Protocol):
    """One row that fits. `changes`: names of what would change, for the report. `observations`: new ones."""

    @property
    def is_new(self) -> bool: ...
    @property
    def is_same(self) -> bool: ...
    @property
    def changes(self) -> Iterable[str]: ...
    @property
    def observations(self) -> int: ...


P = TypeVar("P", bound=Planned)


class Planner(Protocol[P]):
    """`notes` are told in the report. `prepare` is called once with all that is written, before its batches."""

    notes: Counter[str]

    def plan(self, records: list[Record]) -> Iterable[P | Refusal]: ...
    def prepare(self, planned: Sequence[P]) -> None: ...
    def write(self, planned: Sequence[P], *, user: Any) -> None: ...


@dataclass(slots=True)
class RegisterWork(Generic[P]):
    """What would be done. `apply` does it, all of it or nothing."""

    opened: Opened
    planner: Planner[P]
    planned: list[P] = field(default_factory=list)

    @property
    def report(self) -> Report:
        return self.opened.report

    @property
    def table(self) -> Table:
        return self.opened.table

    @transaction.atomic
    def apply(self, *, user: Any = None, say: Say = lambda _count: None) -> None:
        changes = [planned for planned in self.planned if not planned.is_same]
        self.planner.prepare(changes)
        for start in range(0, len(changes), BATCH):
            batch = changes[start : start + BATCH]
            self.planner.write(batch, user=user)
            say(start + len(batch))
        if changes:
            # Until the server's own turn comes, it would plan the next readings as if the tables were empty.
            with connection.cursor() as cursor:
                cursor.execute("ANALYZE")
            register_taken.send(sender=type(self.planner))


def plan_register(opened: Opened, planner: Planner[P]) -> RegisterWork[P]:
    """Compare the rows of a register with what is known. Nothing is written."""
    work = RegisterWork(opened, planner)
    for outcome in planner.plan(opened.records):
        if isinstance(outcome, Refusal):
            opened.report.refuse(outcome)
        else:
            work.planned.append(outcome)
            _count(opened.report, outcome)
    opened.report.notes += planner.notes
    opened.report.refused.sort(key=lambda refusal: refusal.row.number)
    return work


def _count(report: Report, planned: Planned) -> None:
    report.rows += 1
    report.observations += planned.observations
    if planned.is_new:
        report.new += 1
    elif planned.is_same:
        report.same += 1
    else:
        report.changed += 1
        report.changes.update(planned.changes)
