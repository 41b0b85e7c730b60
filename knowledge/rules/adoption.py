"""What can be said of the end of an adoption, and when it is asked. Pure."""

from datetime import timedelta
from typing import Any

from django.utils.translation import gettext as _

from knowledge.enums import AdoptionOutcome, AdoptionState

ENDS = frozenset({AdoptionState.COMPLETED, AdoptionState.ABANDONED})
# When it is asked what has become of what was completed (and of what has no end), and when it is asked once more.
ASK_AFTER, REMIND_AFTER = timedelta(days=365), timedelta(days=30)
# Of what is older nobody is asked: those who would know have gone.
STALE_AFTER = timedelta(days=3 * 365)


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
