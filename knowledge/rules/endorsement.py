"""Who may recommend a practice, and take a recommendation back."""

from typing import Any, Protocol

from actors.enums import Verb
from actors.rules import can
from actors.rules.rights import HasThing


class SignedWord(Protocol):
    organisation_id: int

    @property
    def practice(self) -> HasThing: ...


def is_own(user: Any, practice: Any) -> bool:
    """Nobody recommends what they or their organisation proposed. `user` has an organisation."""
    return user.pk == practice.owner_id or user.organisation_id == practice.organisation_id


def can_revoke(user: Any, endorsement: SignedWord) -> bool:
    """Those who recommend in the name of the same organisation, and those who publish practices."""
    is_theirs = getattr(user, "organisation_id", None) == endorsement.organisation_id
    return (is_theirs and can(user, Verb.ENDORSE, endorsement.practice)) or can(
        user, Verb.PUBLISH, endorsement.practice
    )
