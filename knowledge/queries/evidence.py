"""From the tables to the cases that evidence is graded on."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from actions.enums import ActionStatus, Outcome
from actions.models import ActionPage, Indicator
from actions.rules.results import COUNTS, enrolled
from knowledge.enums import AdoptionOutcome, AdoptionState
from knowledge.models import Adoption, PracticePage
from knowledge.rules.comparison import Compared
from knowledge.rules.evidence import Case, Evidence, Judgement, grade
from knowledge.rules.results import TOLD, summed_results
from territories.enums import Level
from territories.models import Territory

# What `evidence_of` reads, to be prefetched where there are many practices.
PREFETCH = (
    "organisation",
    "adoptions__organisation",
    "adoptions__territory__parent",
    "adoptions__action__indicators",
    "actions__territory__parent",
    "actions__indicators",
    "comparison",
    "evaluations",
)
# The same for `Told.site_ids`.
PREFETCH_SITES = ("adoptions__action__sites", "actions__sites")
OUTCOMES: dict[str, str] = {
    Outcome.REACHED: AdoptionOutcome.WORKED,
    Outcome.PARTLY: AdoptionOutcome.PARTLY,
    Outcome.NOT_REACHED: AdoptionOutcome.FAILED,
    Outcome.STOPPED: AdoptionOutcome.FAILED,
}
STATES = {
    ActionStatus.PLANNED: AdoptionState.PLANNED,
    ActionStatus.UNDER_WAY: AdoptionState.UNDER_WAY,
    ActionStatus.ENDED: AdoptionState.COMPLETED,
}


@dataclass(frozen=True)
class Told:
    """A case with what it is read from: where it happens, and the action that measures it."""

    key: str
    case: Case
    began_on: date
    territory: Territory
    action: ActionPage | None

    @property
    def site_ids(self) -> frozenset[int]:
        return frozenset(site.pk for site in self.action.sites.all()) if self.action else frozenset()


def evidence_of(practice: PracticePage) -> Evidence:
    told = told_cases(practice)
    measured = {one.action.pk: one.action for one in told if one.action and one.case.is_measured}
    return grade(
        [one.case for one in told],
        compared=_compared(practice),
        judgements=_judgements(practice),
        results=summed_results(_last_known(action.indicators.all()) for action in measured.values()),
    )


def told_cases(practice: PracticePage) -> list[Told]:
    """Adoptions, then the published actions that nobody's adoption names."""
    adoptions = list(practice.adoptions.all())
    adopted = {adoption.action_id for adoption in adoptions}
    others = [action for action in practice.actions.all() if action.live and action.pk not in adopted]
    return [*map(_of_adoption, adoptions), *map(_of_action, others)]


def _of_adoption(adoption: Adoption) -> Told:
    case = Case(
        state=AdoptionState(adoption.state),
        outcome=adoption.outcome,
        lasting_outcome=adoption.lasting_outcome,
        place_id=_departement(adoption.territory),
        ended_on=adoption.ended_on,
        followed_up_on=adoption.followed_up_on,
        is_measured=bool(adoption.action) and _is_measured([adoption.action]),
    )
    return Told(f"adoption:{adoption.pk}", case, adoption.started_on, adoption.territory, adoption.action)


def _of_action(action: ActionPage) -> Told:
    case = Case(
        state=STATES[action.status],
        outcome=OUTCOMES.get(action.outcome, ""),
        place_id=_departement(action.territory),
        ended_on=action.ended_on,
        is_measured=_is_measured([action]),
    )
    return Told(f"action:{action.pk}", case, action.started_on, action.territory, action)


def _is_measured(actions: Iterable[ActionPage | None]) -> bool:
    """Whether one count of one year is known."""
    return any(
        getattr(indicator, name) is not None
        for action in actions
        if action
        for indicator in action.indicators.all()
        for name in COUNTS
    )


def _last_known(indicators: Iterable[Indicator]) -> dict[str, int | None]:
    """Of each count, what was said of the last year that knows it: people stay from one year to the next."""
    found: dict[str, int | None] = {}
    for indicator in sorted(indicators, key=lambda one: one.year):
        said = {name: getattr(indicator, name) for name in COUNTS}
        said["enrolled"] = enrolled(said)
        found |= {name: said[name] for name in TOLD if said[name] is not None}
    return found


def _compared(practice: PracticePage) -> Compared | None:
    comparison = getattr(practice, "comparison", None)
    return comparison.compared if comparison else None


def _judgements(practice: PracticePage) -> Iterator[Judgement]:
    """Those attached, and whether each comes from outside those who tell the practice or took it up."""
    inside = {practice.author_credit, practice.organisation.name if practice.organisation else ""}
    inside |= {adoption.organisation.name for adoption in practice.adoptions.all()}
    named = {_folded(name) for name in inside if name}
    for one in practice.standing_evaluations:
        yield Judgement(one.conclusion, one.dated_on, is_independent=_folded(one.evaluator) not in named)


def _folded(name: str) -> str:
    return " ".join(name.casefold().split())


def _departement(place: Territory) -> int | None:
    if place.level == Level.DEPARTEMENT:
        return place.pk
    return place.parent_id if place.level == Level.COMMUNE else None
