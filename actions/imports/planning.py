"""What importing a register would do: new actions, changed ones, the same; read from the database, nothing written.

Unknown in the register never erases what is known here, and a field that the file does not speak of is left alone.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from typing import Any

from django.utils.translation import gettext as _

from actions.imports.schema import RESULTS_SCHEMA, SHEET_SCHEMA
from actions.models import ActionPage, Indicator
from actions.rules.results import impossible_results
from actions.services.registers import ActionEntry, Results, import_actions
from actors.models import Organisation
from registers.imports.records import Reason, Record, Refusal
from registers.imports.table import fold
from sites.imports.places import Place, PlaceBook, UnknownPlaceError

FIRST_YEAR = 2000
BATCH = 5000


@dataclass(slots=True)
class PlannedAction:
    """One row that fits: the place and facts to write (none when nothing changes), and the results of its year."""

    record: Record
    place: Place
    action: ActionPage | None = None
    facts: dict[str, Any] = field(default_factory=dict)
    results: dict[str, Any] = field(default_factory=dict)
    known_results: Indicator | None = None

    @property
    def year(self) -> int:
        started_on = self.record.values["started_on"]
        return started_on.year if isinstance(started_on, date) else FIRST_YEAR

    @property
    def is_new(self) -> bool:
        return self.action is None

    @property
    def observations(self) -> int:
        """Of sites, never of actions."""
        return 0

    @property
    def changes(self) -> list[str]:
        return [*self.facts, *self.results]

    @property
    def is_same(self) -> bool:
        return self.action is not None and not self.facts and not self.results


class Planner:
    """Plans rows by batches, at a few queries a batch."""

    def __init__(self, *, register: str) -> None:
        self.register = register
        self.places = PlaceBook()
        self.notes: Counter[str] = Counter()

    def plan(self, records: list[Record]) -> Iterator[PlannedAction | Refusal]:
        for start in range(0, len(records), BATCH):
            yield from self._plan_batch(records[start : start + BATCH])

    def prepare(self, planned: Sequence[PlannedAction]) -> None:
        self.places.ensure([one.place for one in planned])

    def write(self, planned: Sequence[PlannedAction], *, user: Any) -> None:
        import_actions([self._entry(one) for one in planned], register=self.register, user=user)

    def _entry(self, planned: PlannedAction) -> ActionEntry:
        territory = self.places.territory_of(planned.place)
        facts = planned.facts | ({"territory": territory} if "territory" in planned.facts else {})
        results = Results(planned.year, planned.results, planned.known_results) if planned.results else None
        return ActionEntry(planned.record.external_id, territory, facts, results, planned.action)

    def _plan_batch(self, records: list[Record]) -> Iterable[PlannedAction | Refusal]:
        known = {
            action.external_id: action
            for action in ActionPage.objects.filter(
                register=self.register, external_id__in=[record.external_id for record in records]
            )
            .select_related("territory")
            .order_by("pk")
        }
        indicators = Indicator.objects.filter(action__in=known.values()).order_by("pk")
        of_year = {(indicator.action_id, indicator.year): indicator for indicator in indicators}
        for record in records:
            yield self._plan(record, known.get(record.external_id), of_year)

    def _plan(
        self, record: Record, action: ActionPage | None, of_year: dict[tuple[int, int], Indicator]
    ) -> PlannedAction | Refusal:
        reasons = self._reasons(record, action)
        place = self._place(record, reasons)
        if reasons or place is None:
            return Refusal(record.row, reasons)
        planned = PlannedAction(record, place, action)
        said = {name: value for name, value in self._sheet(record).items() if value not in (None, "", [])}
        results = _results(record)
        if action is None:
            planned.facts = {"objectives": ""} | said
            planned.results = results
            return planned
        planned.facts = {name: value for name, value in said.items() if getattr(action, name) != value}
        if (action.territory.country, action.territory.level, action.territory.code) != place.key:
            planned.facts["territory"] = place
        planned.known_results = before = of_year.get((action.pk, planned.year))
        if before is None or any(getattr(before, name) != value for name, value in results.items()):
            planned.results = results
        return planned

    def _reasons(self, record: Record, action: ActionPage | None) -> list[Reason]:
        reasons = []
        started_on, ended_on = record.values.get("started_on"), record.values.get("ended_on")
        if isinstance(started_on, date) and isinstance(ended_on, date) and ended_on < started_on:
            reasons.append(Reason(_("it ends before it begins"), "ended_on", ended_on.isoformat()))
        results = _results(record)
        if results and isinstance(started_on, date) and started_on.year < FIRST_YEAR:
            message = _("results are kept from the year %(year)d on") % {"year": FIRST_YEAR}
            reasons.append(Reason(message, "started_on", started_on.isoformat()))
        labels = {column.name: str(column.verbose_name) for column in Indicator._meta.fields}
        for problem in impossible_results(results, labels=labels):
            reasons += [Reason(problem.reason, problem.field, str(results.get(problem.field)))]
        if action and action.has_unpublished_changes:
            reasons.append(Reason(_("a draft of this action awaits validation: settle it first"), value=action.title))
        return reasons

    def _place(self, record: Record, reasons: list[Reason]) -> Place | None:
        try:
            return self.places.find(record.values, record.point)
        except UnknownPlaceError as error:
            reasons.append(Reason(str(error), error.field, str(record.values.get(error.field) or "")))
            return None

    def _sheet(self, record: Record) -> dict[str, Any]:
        facts: dict[str, Any] = {name: record.values[name] for name in SHEET_SCHEMA if name in record.values}
        operator = facts.pop("operator", None)
        if operator:
            facts["operator"] = self._operators.get(fold(operator))
            if facts["operator"] is None:
                self.notes[_("operator that is not one of our organisations: %(name)s") % {"name": operator}] += 1
        return facts

    @cached_property
    def _operators(self) -> dict[str, Organisation]:
        found = list(Organisation.objects.order_by("pk"))
        by_acronym = {fold(organisation.acronym): organisation for organisation in found if organisation.acronym}
        return by_acronym | {fold(organisation.name): organisation for organisation in found}


def _results(record: Record) -> dict[str, Any]:
    """Counts and comment of the year; nothing when the row gives none."""
    said = {
        ("comment" if name == "indicator_comment" else name): record.values[name]
        for name in RESULTS_SCHEMA
        if name in record.values
    }
    if "comment" in said:
        said["comment"] = said["comment"] or ""
    return said if any(value not in (None, "") for value in said.values()) else {}
