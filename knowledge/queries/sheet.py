"""What the page of a practice shows beside its prose: who took it up and what came of it."""

from collections import defaultdict
from dataclasses import dataclass, field
from typing import Any

from django.db.models import prefetch_related_objects
from django.utils.translation import gettext_lazy as _

from actors.enums import Noun, Verb
from actors.rules import Thing, can
from catalog.models import Entry
from cms.rules.places import public_place
from knowledge.enums import AdoptionState
from knowledge.models import Adoption, Endorsement, Evaluation, PracticePage
from knowledge.queries.evidence import PREFETCH, evidence_of, told_cases
from knowledge.queries.languages import LanguageLine, languages_of, untold_languages
from knowledge.queries.related import related_practices
from knowledge.rules.adoption import ENDS, can_tell
from knowledge.rules.endorsement import can_revoke, is_own
from knowledge.rules.evidence import Case, Evidence, grade
from knowledge.rules.review import is_due
from territories.models import Territory

RESULT_LABELS = {
    "people": _("people followed"),
    "enrolled": _("children enrolled"),
    "work_people": _("people who found work"),
    "housing_people": _("people housed"),
    "shelter_people": _("people sheltered"),
    "health_people": _("people followed for health"),
}


@dataclass(frozen=True)
class AdoptionLine:
    """`place` is the département: a commune would tell that people live in a settlement there.

    may_end, may_follow_up: whether it is the reader's to say what came of it, or what has become of it.
    """

    adoption: Adoption
    place: Territory
    may_end: bool = False
    may_follow_up: bool = False
    shows_numbers: bool = False


@dataclass(frozen=True)
class EndorsementLine:
    endorsement: Endorsement
    may_revoke: bool


@dataclass(frozen=True)
class PlaceLine:
    """Where it is in use: cases of one département by what came of them, adoptions and actions together."""

    place: Territory
    under_way: int
    completed: int
    failed: int


@dataclass(frozen=True)
class Sheet:
    """`practice`: what is taken up and counted, the original where `page` is a translation.

    is_to_review: for those who may say that it still holds. is_useful: None for who may not say so. languages: none
    where there is one. untold: those that it may be translated into, for who may. is_behind: for those who may publish.
    """

    practice: PracticePage
    evidence: Evidence
    results: list[tuple[Any, int]] = field(default_factory=list)
    adoptions: list[AdoptionLine] = field(default_factory=list)
    places: list[PlaceLine] = field(default_factory=list)
    evaluations: list[Evaluation] = field(default_factory=list)
    related: list[Entry] = field(default_factory=list)
    useful: int = 0
    is_useful: bool | None = None
    endorsements: list[EndorsementLine] = field(default_factory=list)
    may_endorse: bool = False
    may_adopt: bool = False
    may_publish: bool = False
    is_to_review: bool = False
    languages: list[LanguageLine] = field(default_factory=list)
    untold: list[tuple[str, str]] = field(default_factory=list)
    is_behind: bool = False


def practice_sheet(page: PracticePage, user: Any) -> Sheet:
    """A practice that was never saved (a preview) has nobody yet."""
    practice = page.original
    if practice.pk is None:
        return Sheet(practice=practice, evidence=grade([]))
    prefetch_related_objects([practice], *PREFETCH)
    evidence = evidence_of(practice)
    endorsements = [EndorsementLine(one, can_revoke(user, one)) for one in _endorsements(practice)]
    may_publish = can(user, Verb.PUBLISH, practice)
    votes = list(practice.useful_votes.values_list("user_id", flat=True))
    may_vote = practice.owner_id != getattr(user, "pk", None) and can(user, Verb.WRITE_JOURNAL, practice)
    return Sheet(
        practice=practice,
        evidence=evidence,
        results=[(RESULT_LABELS[name], value) for name, value in evidence.results.items() if value is not None],
        adoptions=_adoptions(practice, user),
        places=_places(practice),
        evaluations=practice.standing_evaluations,
        related=related_practices(practice),
        useful=len(votes),
        is_useful=user.pk in votes if may_vote else None,
        endorsements=endorsements,
        may_endorse=_may_endorse(practice, user, endorsements),
        may_adopt=practice.live and can(user, Verb.ADOPT, Noun.PRACTICE),
        may_publish=may_publish,
        is_to_review=may_publish and is_due(practice.review_on),
        is_behind=may_publish and page.is_behind,
        languages=languages_of(page),
        untold=untold_languages(practice, user),
    )


def _adoptions(practice: PracticePage, user: Any) -> list[AdoptionLine]:
    """Latest first."""
    rows = sorted(practice.adoptions.all(), key=lambda one: (one.started_on, one.pk), reverse=True)
    return [_adoption_line(adoption, user) for adoption in rows]


def _adoption_line(adoption: Adoption, user: Any) -> AdoptionLine:
    organisation_id = getattr(user, "organisation_id", None)
    is_own = organisation_id is not None and adoption.organisation_id == organisation_id
    is_mine = can_tell(user, adoption)
    there = Thing(noun=Noun.ACTION, territory_ids=frozenset(adoption.territory.ancestor_ids))
    return AdoptionLine(
        adoption=adoption,
        place=public_place(adoption.territory),
        may_end=is_mine and adoption.state not in ENDS,
        may_follow_up=is_mine and adoption.state == AdoptionState.COMPLETED,
        shows_numbers=is_own or can(user, Verb.READ, there),
    )


def _places(practice: PracticePage) -> list[PlaceLine]:
    """By name."""
    cases: dict[Territory, list[Case]] = defaultdict(list)
    for told in told_cases(practice):
        cases[public_place(told.territory)].append(told.case)
    lines = [
        PlaceLine(
            place=place,
            under_way=sum(not case.is_failure and not case.is_completed for case in found),
            completed=sum(not case.is_failure and case.is_completed for case in found),
            failed=sum(case.is_failure for case in found),
        )
        for place, found in cases.items()
    ]
    return sorted(lines, key=lambda line: (line.place.search_name, line.place.pk))


def _endorsements(practice: PracticePage) -> list[Endorsement]:
    found = list(practice.endorsements.in_force())
    for one in found:
        one.practice = practice
    return found


def _may_endorse(practice: PracticePage, user: Any, given: list[EndorsementLine]) -> bool:
    """Once in the name of an organisation."""
    if not practice.live or getattr(user, "organisation_id", None) is None or is_own(user, practice):
        return False
    is_given = any(line.endorsement.organisation_id == user.organisation_id for line in given)
    return not is_given and can(user, Verb.ENDORSE, practice)
