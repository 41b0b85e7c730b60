"""A collection of practices, from the files to the report.

A practice that an editor has touched since it was imported is theirs: importing again leaves it alone.
"""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, Q
from django.utils.translation import gettext as _
from wagtail.models import PageLogEntry

from knowledge.imports.prose import to_rich_text, to_steps
from knowledge.imports.schema import PRACTICE_SCHEMA, PROSE_FIELDS
from knowledge.models import PracticePage
from knowledge.services.registers import ADDED, CHANGED, MAX_STEP_TITLE, PracticeEntry, import_practices
from registers.imports.opened import Request, Say, open_register
from registers.imports.records import Record
from registers.imports.work import RegisterWork, plan_register


@dataclass(frozen=True, slots=True)
class PlannedPractice:
    """One sheet: what it would write, and the practice that it is already."""

    entry: PracticeEntry
    is_same: bool = False
    observations: int = 0

    @property
    def is_new(self) -> bool:
        return self.entry.practice is None

    @property
    def changes(self) -> list[str]:
        return [*self.entry.facts, *(["steps"] if self.entry.steps is not None else [])]


class Planner:
    def __init__(self, *, register: str) -> None:
        self.register = register
        self.notes: Counter[str] = Counter()

    def plan(self, records: list[Record]) -> Iterator[PlannedPractice]:
        practices = list(PracticePage.objects.filter(register=self.register).order_by("pk"))
        known = {practice.external_id: practice for practice in practices}
        touched = _touched(practices)
        for record in records:
            practice = known.get(record.external_id)
            yield self._plan(record, practice, is_touched=practice is not None and practice.pk in touched)

    def prepare(self, planned: Sequence[PlannedPractice]) -> None:
        """Practices need no place."""

    def write(self, planned: Sequence[PlannedPractice], *, user: Any) -> None:
        import_practices([one.entry for one in planned], register=self.register, user=user)

    def _plan(self, record: Record, practice: PracticePage | None, *, is_touched: bool) -> PlannedPractice:
        facts, steps = _said(record)
        if practice is None:
            return PlannedPractice(PracticeEntry(record.external_id, facts, steps))
        facts = {name: value for name, value in facts.items() if getattr(practice, name) != value}
        changed_steps = steps if steps is not None and steps != _steps_of(practice) else None
        if is_touched:
            self.notes[_("already here and edited since: left as it is")] += 1
        is_same = is_touched or not (facts or changed_steps is not None)
        return PlannedPractice(PracticeEntry(record.external_id, facts, changed_steps, practice), is_same=is_same)


def plan_practices(request: Request, *, say: Say = lambda _count: None) -> RegisterWork[PlannedPractice]:
    """Read a collection and compare it with the practices that are known of it. Nothing is written."""
    opened = open_register(request, PRACTICE_SCHEMA, noun="practice", say=say)
    return plan_register(opened, Planner(register=opened.register))


def _touched(practices: list[PracticePage]) -> set[int]:
    """Those of which somebody did something that no import did."""
    entries = PageLogEntry.objects.filter(page__in=practices).order_by("page_id").values("page_id")
    counted = entries.annotate(others=Count("pk", filter=~Q(action__in=[ADDED, CHANGED])))
    return {item["page_id"] for item in counted if item["others"]} | {page.pk for page in practices if page.live}


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
    return [
        (block.value["title"], block.value["text"].source) for block in practice.steps if block.block_type == "step"
    ]
