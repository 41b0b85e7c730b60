"""What the page of a practice shows beside its prose: who took it up and what came of it."""

from dataclasses import dataclass
from typing import Any

from actors.enums import Noun, Verb
from actors.rules import can
from cms.rules.places import public_place
from knowledge.models import Adoption, Endorsement, PracticePage
from knowledge.queries.evidence import evidence_of
from knowledge.rules.endorsement import can_revoke, is_own
from knowledge.rules.evidence import Evidence
from knowledge.rules.review import is_due
from territories.models import Territory


@dataclass(frozen=True)
class AdoptionLine:
    """`place` is the département: a commune would tell that people live in a settlement there."""

    adoption: Adoption
    place: Territory
    is_mine: bool


@dataclass(frozen=True)
class EndorsementLine:
    endorsement: Endorsement
    may_revoke: bool


@dataclass(frozen=True)
class Sheet:
    """`is_to_review`: for those who may say that it still holds."""

    evidence: Evidence
    adoptions: list[AdoptionLine]
    endorsements: list[EndorsementLine]
    may_endorse: bool
    may_adopt: bool
    may_publish: bool
    is_to_review: bool


def practice_sheet(practice: PracticePage, user: Any) -> Sheet:
    rows = practice.adoptions.select_related("territory__parent", "organisation").order_by("-started_on", "-pk")
    organisation_id = getattr(user, "organisation_id", None)
    lines = [
        AdoptionLine(
            adoption=adoption,
            place=public_place(adoption.territory),
            is_mine=organisation_id is not None and adoption.organisation_id == organisation_id,
        )
        for adoption in rows
    ]
    endorsements = [EndorsementLine(one, can_revoke(user, one)) for one in _endorsements(practice)]
    may_publish = can(user, Verb.PUBLISH, practice)
    return Sheet(
        evidence=evidence_of(practice),
        adoptions=lines,
        endorsements=endorsements,
        may_endorse=_may_endorse(practice, user, endorsements),
        may_adopt=practice.live and can(user, Verb.ADOPT, Noun.PRACTICE),
        may_publish=may_publish,
        is_to_review=may_publish and is_due(practice.review_on),
    )


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
