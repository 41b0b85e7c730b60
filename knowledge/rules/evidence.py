"""The evidence grade of a practice, computed from what is tracked. The rule in words: docs/evidence.md.

Nothing here reads the database, and nobody types a grade: the same cases always give the same grade.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta

from knowledge.enums import AdoptionOutcome, AdoptionState, EvaluationConclusion, EvidenceGrade
from knowledge.rules.comparison import ROUNDING, Compared

# A year, less the days by which a follow-up made "after a year" may come early.
FOLLOW_UP = timedelta(days=350)
E2_COMPLETED = 3
E2_DEPARTEMENTS = 2


@dataclass(frozen=True)
class Case:
    """One time that the practice was applied: an adoption, or an action that applied it from the start.

    place_id: the département (or what stands for it elsewhere). is_measured: results were counted, year by year.
    """

    state: AdoptionState
    outcome: str = ""
    lasting_outcome: str = ""
    place_id: int | None = None
    ended_on: date | None = None
    followed_up_on: date | None = None
    is_measured: bool = False

    @property
    def is_failure(self) -> bool:
        """It did not work, was given up, or no longer held a year later."""
        failed = AdoptionOutcome.FAILED in {self.outcome, self.lasting_outcome}
        return failed or self.state == AdoptionState.ABANDONED

    @property
    def is_completed(self) -> bool:
        return self.state == AdoptionState.COMPLETED

    @property
    def is_proof(self) -> bool:
        """It says something in favour: results counted, and no failure."""
        return self.is_measured and not self.is_failure

    @property
    def is_lasting(self) -> bool:
        """Completed, it worked at least in part, and it still did when asked again twelve months later."""
        good = {AdoptionOutcome.WORKED, AdoptionOutcome.PARTLY}
        worked = self.is_completed and self.outcome in good and self.lasting_outcome in good
        return worked and bool(
            self.ended_on and self.followed_up_on and self.followed_up_on - self.ended_on >= FOLLOW_UP
        )


@dataclass(frozen=True)
class Judgement:
    """What an evaluation from outside says, and whether it is from outside: by none of those who tell or apply it."""

    conclusion: str
    dated_on: date
    is_independent: bool = True


@dataclass(frozen=True)
class Evidence:
    """The grade with its numbers: what it rests on, and what failed beside it.

    `comparison`: shares of sites rounded, None where there are too few. `results`: people, summed over measured cases
    and rounded, None where that could point at somebody.
    """

    grade: EvidenceGrade
    cases: int
    measured: int
    completed: int
    lasting: int
    places: int
    failed: int
    evaluations: int = 0
    comparison: dict[str, int] | None = None
    results: dict[str, int | None] = field(default_factory=dict)


def grade(
    cases: Iterable[Case],
    *,
    compared: Compared | None = None,
    judgements: Iterable[Judgement] = (),
    results: Mapping[str, int | None] | None = None,
) -> Evidence:
    """E0 to E4. A failure is counted and shown; it never raises the grade."""
    known = list(cases)
    lasting = [case for case in known if case.is_proof and case.is_lasting]
    places = {case.place_id for case in lasting if case.place_id is not None}
    outside = [one for one in judgements if one.is_independent]
    is_spread = len(lasting) >= E2_COMPLETED and len(places) >= E2_DEPARTEMENTS
    found = EvidenceGrade.E1 if any(case.is_proof for case in known) else EvidenceGrade.E0
    if is_spread:
        found = _beyond(compared, outside)
    return Evidence(
        grade=found,
        cases=len(known),
        measured=sum(case.is_measured for case in known),
        completed=sum(case.is_completed for case in known),
        lasting=len(lasting),
        places=len(places),
        failed=sum(case.is_failure for case in known),
        evaluations=len(outside),
        comparison=_told(compared),
        results=dict(results or {}),
    )


def _beyond(compared: Compared | None, outside: list[Judgement]) -> EvidenceGrade:
    """Of a practice whose cases last: compared, or evaluated. The last evaluation speaks, the worst of one day."""
    last_day = max((one.dated_on for one in outside), default=None)
    last = {one.conclusion for one in outside if one.dated_on == last_day}
    if last and EvaluationConclusion.UNFAVOURABLE not in last:
        return EvidenceGrade.E4
    return EvidenceGrade.E3 if compared and compared.holds else EvidenceGrade.E2


def _told(compared: Compared | None) -> dict[str, int] | None:
    if compared is None or not compared.is_told:
        return None
    return {
        "better_percent": compared.better_percent,
        "similar_percent": compared.similar_percent,
        "sites": compared.applied // ROUNDING * ROUNDING,
        "similar_sites": compared.similar // ROUNDING * ROUNDING,
    }
