"""From the tables to the cases that evidence is graded on."""

from collections.abc import Iterable, Iterator

from actions.enums import ActionStatus, Outcome
from actions.models import ActionPage
from actions.rules.results import COUNTS
from knowledge.enums import AdoptionOutcome, AdoptionState
from knowledge.models import Adoption, PracticePage
from knowledge.rules.evidence import Case, Evidence, grade
from territories.enums import Level
from territories.models import Territory

# What `evidence_of` reads, to be prefetched where there are many practices.
PREFETCH = (
    "adoptions__territory__parent",
    "adoptions__action__indicators",
    "actions__territory__parent",
    "actions__indicators",
)
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


def evidence_of(practice: PracticePage) -> Evidence:
    return grade(_cases(practice))


def _cases(practice: PracticePage) -> Iterator[Case]:
    adoptions = list(practice.adoptions.all())
    adopted = {adoption.action_id for adoption in adoptions}
    yield from (_case_of_adoption(adoption) for adoption in adoptions)
    yield from (
        _case_of_action(action) for action in practice.actions.all() if action.live and action.pk not in adopted
    )


def _case_of_adoption(adoption: Adoption) -> Case:
    return Case(
        state=AdoptionState(adoption.state),
        outcome=adoption.outcome,
        lasting_outcome=adoption.lasting_outcome,
        place_id=_departement(adoption.territory),
        ended_on=adoption.ended_on,
        followed_up_on=adoption.followed_up_on,
        is_measured=bool(adoption.action) and _is_measured([adoption.action]),
    )


def _case_of_action(action: ActionPage) -> Case:
    return Case(
        state=STATES[action.status],
        outcome=OUTCOMES.get(action.outcome, ""),
        place_id=_departement(action.territory),
        ended_on=action.ended_on,
        is_measured=_is_measured([action]),
    )


def _is_measured(actions: Iterable[ActionPage | None]) -> bool:
    """Whether one count of one year is known."""
    return any(
        getattr(indicator, name) is not None
        for action in actions
        if action
        for indicator in action.indicators.all()
        for name in COUNTS
    )


def _departement(place: Territory) -> int | None:
    if place.level == Level.DEPARTEMENT:
        return place.pk
    return place.parent_id if place.level == Level.COMMUNE else None
