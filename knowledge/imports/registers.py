"""A collection of practices, from the files to the report.

A practice that an editor has touched since it was imported is theirs: importing again leaves it alone.
"""

from dataclasses import dataclass, field
from typing import Any

from django.db import transaction
from django.db.models import Count, Q
from django.utils.translation import gettext as _
from wagtail.models import PageLogEntry

from actors.models import User
from knowledge.imports.prose import to_rich_text, to_steps
from knowledge.imports.schema import PRACTICE_SCHEMA, PROSE_FIELDS
from knowledge.models import PracticePage
from knowledge.services.registers import ADDED, CHANGED, MAX_STEP_TITLE, PracticeEntry, import_practices
from registers.imports.opened import Opened, Request, Say, open_register
from registers.imports.records import Record
from registers.imports.report import Report
from registers.imports.table import Table


@dataclass(slots=True)
class PracticeImport:
    """What would be done. `apply` does it, all of it or nothing."""

    opened: Opened
    entries: list[PracticeEntry] = field(default_factory=list)

    @property
    def report(self) -> Report:
        return self.opened.report

    @property
    def table(self) -> Table:
        return self.opened.table

    @transaction.atomic
    def apply(self, *, user: User | None = None, say: Say = lambda _count: None) -> None:
        import_practices(self.entries, register=self.opened.register, user=user)
        say(len(self.entries))


def plan_practices(request: Request, *, say: Say = lambda _count: None) -> PracticeImport:
    """Read a collection and compare it with the practices that are known of it. Nothing is written."""
    opened = open_register(request, PRACTICE_SCHEMA, noun="practice", say=say)
    known = {
        practice.external_id: practice
        for practice in PracticePage.objects.filter(register=opened.register).order_by("pk")
    }
    touched = _touched(list(known.values()))
    work = PracticeImport(opened)
    for record in opened.records:
        practice = known.get(record.external_id)
        _plan(work, record, practice, is_touched=practice is not None and practice.pk in touched)
    return work


def _touched(practices: list[PracticePage]) -> set[int]:
    """Those of which somebody did something that no import did."""
    entries = PageLogEntry.objects.filter(page__in=practices).order_by("page_id").values("page_id")
    counted = entries.annotate(others=Count("pk", filter=~Q(action__in=[ADDED, CHANGED])))
    return {item["page_id"] for item in counted if item["others"]} | {page.pk for page in practices if page.live}


def _plan(work: PracticeImport, record: Record, practice: PracticePage | None, *, is_touched: bool) -> None:
    report = work.opened.report
    report.rows += 1
    facts, steps = _said(record)
    if practice is None:
        report.new += 1
        work.entries.append(PracticeEntry(record.external_id, facts, steps))
        return
    facts = {name: value for name, value in facts.items() if getattr(practice, name) != value}
    changed_steps = steps if steps is not None and steps != _steps_of(practice) else None
    if is_touched or not (facts or changed_steps is not None):
        report.same += 1
        if is_touched:
            report.notes[_("already here and edited since: left as it is")] += 1
        return
    report.changed += 1
    report.changes.update([*facts, *(["steps"] if changed_steps is not None else [])])
    work.entries.append(PracticeEntry(record.external_id, facts, changed_steps, practice))


def _said(record: Record) -> tuple[dict[str, Any], list[tuple[str, str]] | None]:
    facts: dict[str, Any] = {name: value for name, value in record.values.items() if name != "steps"}
    for name, value in facts.items():
        if name in PROSE_FIELDS:
            facts[name] = to_rich_text(str(value or ""))
        elif value is None:
            facts[name] = ""
    if "steps" not in record.values:
        return facts, None
    return facts, to_steps(str(record.values["steps"] or ""), title=_("How it is done"), longest=MAX_STEP_TITLE)


def _steps_of(practice: PracticePage) -> list[tuple[str, str]]:
    return [(block.value["title"], block.value["text"].source) for block in practice.steps]
