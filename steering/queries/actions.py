"""Actions of a place and what came of them, by theme; money by year and source, for those who may see finances."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from django.db.models import Q, QuerySet

from actions.enums import FundingSource, Outcome, Theme
from actions.models import ActionPage, Funding, Indicator
from actions.rules.results import ENROLLED, enrolled
from actors.enums import Verb
from cms.querysets import reached
from steering.rules.periods import Period
from territories.models import Territory

RESULTS = ("people", "minors", "enrolled", "work_people", "housing_people", "shelter_people", "health_people")


@dataclass
class Added:
    """A sum, and over how many rows it was known: None when it was on none."""

    total: Any = None
    known: int = 0
    rows: int = 0

    def add(self, value: Any) -> None:
        self.rows += 1
        if value is not None:
            self.total = value if self.total is None else self.total + value
            self.known += 1


@dataclass
class ThemeRow:
    """Actions of one theme under way in a period; an action of two themes is in both. `results`: by name of RESULTS."""

    theme: Theme
    actions: int = 0
    results: dict[str, Added] = field(default_factory=lambda: {name: Added() for name in RESULTS})
    outcomes: dict[str, int] = field(default_factory=lambda: dict.fromkeys(Outcome, 0))

    @property
    def added(self) -> list[Added]:
        return list(self.results.values())

    @property
    def told_outcomes(self) -> list[tuple[str, int]]:
        return [(str(Outcome(one).label).capitalize(), count) for one, count in self.outcomes.items() if count]


@dataclass
class MoneyRow:
    """Money of one year from one source, in euros."""

    year: int
    source: FundingSource
    planned: Added = field(default_factory=Added)
    spent: Added = field(default_factory=Added)


@dataclass
class HelpedRow:
    """Money of one year against the people helped, over the actions where both are known."""

    year: int
    planned: Added = field(default_factory=Added)
    spent: Added = field(default_factory=Added)
    people: int = 0
    spent_on_them: Decimal = Decimal(0)
    actions: int = 0
    actions_known: int = 0

    @property
    def per_person(self) -> Decimal | None:
        return round(self.spent_on_them / self.people, 0) if self.people else None


def actions_in(place: Territory, user: Any, verb: Verb = Verb.READ) -> QuerySet[ActionPage]:
    """Published actions of a place on which `user` may do `verb`. Those of a larger place are not of this one."""
    actions: QuerySet[ActionPage] = ActionPage.objects.live()
    return reached(actions, user, verb).filter(territory__ancestor_ids__contains=[place.pk])


def under_way(actions: QuerySet[ActionPage], period: Period) -> QuerySet[ActionPage]:
    goes_on = Q(ended_on__isnull=True) | Q(ended_on__gte=period.since)
    return actions.filter(goes_on, started_on__lte=period.until)


def themes_of(actions: QuerySet[ActionPage], period: Period) -> list[ThemeRow]:
    """What was done in a period by theme, with the results of its years. Two queries."""
    found = {theme: ThemeRow(Theme(theme)) for theme in Theme}
    running = under_way(actions, period)
    results = results_of(running, period)
    for pk, themes, outcome in running.order_by("pk").values_list("pk", "themes", "outcome"):
        for theme in themes:
            row = found[theme]
            row.actions += 1
            if outcome:
                row.outcomes[outcome] += 1
            for name in RESULTS:
                row.results[name].add(results[pk][name] if pk in results else None)
    return [row for row in found.values() if row.actions]


def money_of(actions: QuerySet[ActionPage], period: Period) -> tuple[list[MoneyRow], list[HelpedRow]]:
    """By year and source, then by year: of actions whose finances may be seen. Two queries."""
    rows: dict[tuple[int, str], MoneyRow] = {}
    years = {year: HelpedRow(year) for year in period.years}
    spent: dict[tuple[int, int], Added] = defaultdict(Added)
    fundings = Funding.objects.filter(action__in=actions, year__in=period.years).order_by("year", "source", "pk")
    for one in fundings.values_list("action", "year", "source", "planned_eur", "spent_eur"):
        action, year, source, planned_eur, spent_eur = one
        row = rows.setdefault((year, source), MoneyRow(year, FundingSource(source)))
        for told in (row, years[year]):
            told.planned.add(planned_eur)
            told.spent.add(spent_eur)
        spent[action, year].add(spent_eur)
    people = dict(_people(actions, period))
    for (action, year), money in spent.items():
        helped, told = people.get((action, year)), years[year]
        told.actions += 1
        if money.total is not None and helped:
            told.people += helped
            told.spent_on_them += money.total
            told.actions_known += 1
    order = list(FundingSource)
    by_source = sorted(rows.values(), key=lambda row: (row.year, order.index(row.source)))
    return by_source, [row for row in years.values() if row.actions]


def _people(actions: QuerySet[ActionPage], period: Period) -> Iterable[tuple[tuple[int, int], int]]:
    told = Indicator.objects.filter(action__in=actions, year__in=period.years, people__isnull=False).order_by("pk")
    return [((action, year), people) for action, year, people in told.values_list("action", "year", "people")]


def results_of(actions: QuerySet[ActionPage], period: Period) -> dict[int, dict[str, int | None]]:
    """Of each action, the sum of the years of the period."""
    sums: dict[int, dict[str, Added]] = {}
    names = [name for name in RESULTS if name != "enrolled"]
    told = Indicator.objects.filter(action__in=actions, year__in=period.years).order_by("pk")
    for row in told.values("action", *names, *ENROLLED):
        here = sums.setdefault(row["action"], {name: Added() for name in RESULTS})
        for name in names:
            here[name].add(row[name])
        here["enrolled"].add(enrolled(row))
    return {action: {name: added.total for name, added in here.items()} for action, here in sums.items()}
