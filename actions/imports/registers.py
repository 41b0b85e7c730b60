"""A register of actions, from the file to the report."""

from dataclasses import dataclass, field

from django.db import transaction

from actions.imports.planning import PlannedAction, Planner
from actions.imports.schema import ACTION_SCHEMA
from actions.services.registers import ActionEntry, Results, import_actions
from actors.models import User
from registers.imports.opened import Opened, Request, Say, open_register
from registers.imports.records import Refusal
from registers.imports.report import Report
from registers.imports.table import Table

BATCH = 2000


@dataclass(slots=True)
class ActionImport:
    """What would be done. `apply` does it, all of it or nothing."""

    opened: Opened
    planner: Planner
    planned: list[PlannedAction] = field(default_factory=list)

    @property
    def report(self) -> Report:
        return self.opened.report

    @property
    def table(self) -> Table:
        return self.opened.table

    @transaction.atomic
    def apply(self, *, user: User | None = None, say: Say = lambda _count: None) -> None:
        changes = [planned for planned in self.planned if not planned.is_same]
        self.planner.places.ensure([planned.place for planned in changes])
        for start in range(0, len(changes), BATCH):
            entries = [self._entry(planned) for planned in changes[start : start + BATCH]]
            import_actions(entries, register=self.opened.register, user=user)
            say(start + len(entries))

    def _entry(self, planned: PlannedAction) -> ActionEntry:
        territory = self.planner.places.territory_of(planned.place)
        facts = dict(planned.facts)
        if "territory" in facts:
            facts["territory"] = territory
        results = Results(planned.year, planned.results, planned.known_results) if planned.results else None
        return ActionEntry(planned.record.external_id, territory, facts, results, planned.action)


def plan_actions(request: Request, *, say: Say = lambda _count: None) -> ActionImport:
    """Read a register and compare it with the actions that are known of it. Nothing is written."""
    opened = open_register(request, ACTION_SCHEMA, noun="action", say=say)
    work = ActionImport(opened, Planner(register=opened.register))
    for outcome in work.planner.plan(opened.records):
        if isinstance(outcome, Refusal):
            opened.report.refuse(outcome)
        else:
            work.planned.append(outcome)
            _count(opened.report, outcome)
    opened.report.notes += work.planner.notes
    opened.report.refused.sort(key=lambda refusal: refusal.row.number)
    return work


def _count(report: Report, planned: PlannedAction) -> None:
    report.rows += 1
    if planned.action is None:
        report.new += 1
    elif planned.is_same:
        report.same += 1
    else:
        report.changed += 1
        report.changes.update([*planned.facts, *planned.results])
