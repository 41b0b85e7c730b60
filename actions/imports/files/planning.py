"""What a file of results would do, row by row, to the actions that its author may update. Nothing is written here."""

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _

from actions.enums import FundingSource, ResultsKind
from actions.models import ActionPage, Funding, Indicator
from actions.queries.mine import actions_for
from actions.rules.results import COUNTS, Money, impossible_results, surprising_money
from actions.services.results import record_funding, record_indicators, uncovered_year
from actors.enums import Verb
from actors.models import User
from actors.rules import can
from cms.rules.wording import Change, changes_between
from registers.imports.records import Reason, Record, Refusal
from registers.imports.values import as_text
from territories.rules.text import search_key

FIELDS = {ResultsKind.INDICATORS: (*COUNTS, "comment"), ResultsKind.FUNDINGS: ("planned_eur", "spent_eur")}
MODELS: dict[str, Any] = {ResultsKind.INDICATORS: Indicator, ResultsKind.FUNDINGS: Funding}


@dataclass
class Planned:
    """A row that fits: `said` is what it would change of the line that is known (none for a new one)."""

    record: Record
    action: ActionPage
    year: int
    source: str = ""
    said: dict[str, Any] = field(default_factory=dict)
    before: dict[str, Any] = field(default_factory=dict)
    is_new: bool = False
    observations: int = 0

    @property
    def is_same(self) -> bool:
        return not self.said

    @property
    def changes(self) -> list[str]:
        return list(self.said)

    def in_words(self) -> list[Change]:
        model = Funding if self.source else Indicator
        return changes_between(model, self.said, self.before, self.before | self.said)


class Planner:
    """`mapping`: what a person checked of the file (actions.models.ResultsFile)."""

    def __init__(self, *, kind: ResultsKind, mapping: dict[str, Any], user: User) -> None:
        self.kind, self.user = kind, user
        self.sources: dict[str, str] = {search_key(text): one for text, one in mapping.get("sources", {}).items()}
        self.is_confirmed = bool(mapping.get("confirmed"))
        self.notes: Counter[str] = Counter()
        self.actions = self._actions()
        self.by_name = self._named()
        self.lines = self._lines()
        self.met: dict[tuple[int, int, str], int] = {}

    def plan(self, records: list[Record]) -> Iterator[Planned | Refusal]:
        for record in records:
            yield self._plan(record)

    def prepare(self, planned: Any) -> None:
        """Nothing has to be there before a row is written."""

    def write(self, planned: Iterable[Planned], *, user: User) -> None:
        for one in planned:
            self.write_one(one, user=user)

    def write_one(self, one: Planned, *, user: User) -> None:
        """By the verb that forms call: the same rights, rules and history."""
        if self.kind == ResultsKind.INDICATORS:
            record_indicators(user=user, action=one.action, year=one.year, values=one.said)
            return
        whole = one.before | one.said
        record_funding(
            user=user,
            action=one.action,
            source=FundingSource(one.source),
            year=one.year,
            money=Money(whole["planned_eur"], whole["spent_eur"]),
            confirmed=self.is_confirmed,
        )

    def _actions(self) -> list[ActionPage]:
        mine = actions_for(self.user, Verb.UPDATE).select_related("territory")
        if self.kind == ResultsKind.INDICATORS:
            return list(mine)
        return [action for action in mine if can(self.user, Verb.READ_FINANCES, action)]

    def _named(self) -> dict[str, list[ActionPage]]:
        named: dict[str, list[ActionPage]] = {}
        for action in self.actions:
            for name in {action.title, action.external_id, str(action.translation_key)}:
                if name:
                    named.setdefault(search_key(name), []).append(action)
        return named

    def _lines(self) -> dict[tuple[int, int, str], Any]:
        lines = MODELS[self.kind].objects.filter(action__in=[action.pk for action in self.actions]).order_by("pk")
        return {(line.action_id, line.year, getattr(line, "source", "")): line for line in lines}

    def _plan(self, record: Record) -> Planned | Refusal:
        reasons: list[Reason] = []
        year = self._year(record, reasons)
        action = self._action(record, year, reasons)
        source = self._source(record, reasons)
        if reasons or action is None or year is None:
            return Refusal(record.row, reasons)
        key = (action.pk, year, source)
        if key in self.met:
            message = _("already said by an earlier row")
            return Refusal(record.row, [Reason(message, value=action.title, like_row=self.met[key])])
        self.met[key] = record.number
        planned = self._compared(record, action, key)
        reasons += self._impossible(planned)
        return Refusal(record.row, reasons) if reasons else planned

    def _year(self, record: Record, reasons: list[Reason]) -> int | None:
        year = record.values.get("year")
        if isinstance(year, int):
            return year
        reasons.append(Reason(_("a year is expected")))
        return None

    def _action(self, record: Record, year: int | None, reasons: list[Reason]) -> ActionPage | None:
        said = as_text(record.values.get("action"))  # type: ignore[arg-type]
        found = self.by_name.get(search_key(said), [])
        covering = [one for one in found if year is None or not uncovered_year(one, year, is_money=self._is_money)]
        if len(covering) == 1:
            return covering[0]
        if covering:
            message = _("several actions have this title: write the identifier of the one that is meant")
        elif found:
            message = _("the action does not cover the year %(year)s") % {"year": year}
        else:
            message = _("no action that you may update has this title or this identifier")
        reasons.append(Reason(message, value=said))
        return None

    def _source(self, record: Record, reasons: list[Reason]) -> str:
        if not self._is_money:
            return ""
        said = str(record.values.get("source") or "")
        source = self.sources.get(search_key(said), "")
        if not source:
            reasons.append(Reason(_("this source was not recognised: say which it is among ours"), value=said))
        return source

    def _compared(self, record: Record, action: ActionPage, key: tuple[int, int, str]) -> Planned:
        """Unknown in the file never erases what is known here."""
        known = self.lines.get(key)
        names = FIELDS[self.kind]
        before = {name: getattr(known, name) if known else ("" if name == "comment" else None) for name in names}
        said = {name: self._value(record.values[name]) for name in names if record.values.get(name) not in (None, "")}
        changed = {name: value for name, value in said.items() if value != before[name]}
        return Planned(record, action, key[1], key[2], changed, before, is_new=known is None and bool(changed))

    def _value(self, value: Any) -> Any:
        return Decimal(str(value)).quantize(Decimal("0.01")) if self._is_money else value

    def _impossible(self, planned: Planned) -> list[Reason]:
        after = planned.before | planned.said
        if self._is_money:
            if self.is_confirmed or planned.is_same:
                return []
            told = surprising_money(Money(after["planned_eur"], after["spent_eur"]))
        else:
            labels = {one.name: str(one.verbose_name) for one in Indicator._meta.fields}
            told = impossible_results(after, labels=labels)
        return [Reason(problem.reason, self._label(problem.field), str(after[problem.field])) for problem in told]

    def _label(self, name: str) -> str:
        return str(MODELS[self.kind]._meta.get_field(name).verbose_name)

    @property
    def _is_money(self) -> bool:
        return self.kind == ResultsKind.FUNDINGS
