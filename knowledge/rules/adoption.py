"""Who may tell of an adoption, what can be said of its end, and when it is asked. Pure."""

from datetime import timedelta
from typing import Any, Protocol

from django.utils.translation import gettext as _

from actors.enums import Noun, Verb
from actors.rules import can, granted_scopes
from actors.rules.rights import HasThing
from knowledge.enums import AdoptionOutcome, AdoptionState

ENDS = frozenset({AdoptionState.COMPLETED, AdoptionState.ABANDONED})
# When it is asked what has become of what was completed (and of what has no end), and when it is asked once more.
ASK_AFTER, REMIND_AFTER = timedelta(days=365), timedelta(days=30)
# Of what is older nobody is asked: those who would know have gone.
STALE_AFTER = timedelta(days=3 * 365)


class Place(Protocol):
    ancestor_ids: list[int]


class TakenUp(Protocol):
    author_id: int | None
    organisation_id: int

    @property
    def territory(self) -> Place: ...

    @property
    def practice(self) -> HasThing: ...


def is_at_home(user: Any, territory: Place) -> bool:
    """Whether they hold a scope there by which practices are taken up."""
    scopes = granted_scopes(user, Verb.ADOPT, Noun.PRACTICE)
    return any(scope.territory_id in territory.ancestor_ids for scope, _grant in scopes)


def can_tell(user: Any, adoption: TakenUp) -> bool:
    """Its author and those of the same organisation, while they hold a scope there; and those who publish practices."""
    is_author = adoption.author_id is not None and getattr(user, "pk", None) == adoption.author_id
    organisation_id = getattr(user, "organisation_id", None)
    is_theirs = is_author or (organisation_id is not None and organisation_id == adoption.organisation_id)
    return (is_theirs and is_at_home(user, adoption.territory)) or can(user, Verb.PUBLISH, adoption.practice)


def impossible_outcome(state: str, outcome: str) -> dict[str, Any]:
    """field -> reason. What is abandoned did not work."""
    problems: dict[str, Any] = {}
    if state not in ENDS:
        problems["state"] = _("Completed or abandoned?")
    if outcome not in AdoptionOutcome.values:
        problems["outcome"] = _("Say what came of it.")
    elif state == AdoptionState.ABANDONED and outcome == AdoptionOutcome.WORKED:
        problems["outcome"] = _("What worked was not abandoned.")
    return problems


def impossible_numbers(*, people: int | None, helped: int | None, outcome: str) -> dict[str, Any]:
    """Unknown contradicts nothing."""
    if people is not None and helped is not None and helped > people:
        return {
            "people_helped": _("There cannot be more of them than people concerned (%(limit)s).") % {"limit": people}
        }
    if helped == 0 and outcome == AdoptionOutcome.WORKED:
        return {"people_helped": _("It worked, and for nobody?")}
    return {}
