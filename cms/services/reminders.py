"""What waits for too long: those who are asked are reminded, then the level above is asked as well.

Run once a day. Safe to run twice: a reminder is sent once a week, and each level is given its own fifteen days.
"""

from collections import Counter
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.db import transaction
from django.utils import timezone

from actors.models import User
from cms.enums import Rank, Step
from cms.models import ValidationState
from cms.queries.approvers import approvers, asked, next_rank
from cms.services.following import step
from cms.services.notices import tell

REMIND_AFTER = timedelta(days=7)
ESCALATE_AFTER = timedelta(days=15)


@dataclass(frozen=True)
class Reminded:
    people: int
    escalated: int


@transaction.atomic
def remind_validations(*, now: datetime | None = None) -> Reminded:
    """One mail to each person, however many versions wait for them."""
    moment = now or timezone.now()
    reminded: Counter[User] = Counter()
    escalated: Counter[User] = Counter()
    passed_on = 0
    for state in _late(moment):
        found = approvers(_things(state), except_for=state.author_ids())
        if _is_to_escalate(state, moment):
            escalated.update(_escalate(state, found, moment=moment))
            passed_on += 1
        else:
            reminded.update(asked(found, rank=Rank(state.rank)))
            state.reminded_at = moment
            state.save(update_fields=["reminded_at"])
            step(state.page, Step.REMINDED, user=None)
    for told, name in ((escalated, Step.ESCALATED), (reminded, Step.REMINDED)):
        for person, count in told.items():
            tell([person], name, count=count)
    return Reminded(people=len(set(reminded) | set(escalated)), escalated=passed_on)


def _late(moment: datetime) -> list[ValidationState]:
    """Versions that have waited for a week since somebody was last asked or reminded."""
    waiting = ValidationState.objects.waiting().filter(asked_at__lte=moment - REMIND_AFTER)
    held = waiting.select_for_update(of=("self",)).select_related("page", "revision", "workflow_state")
    return [state for state in held.oldest_first() if _is_to_escalate(state, moment) or _is_to_remind(state, moment)]


def _is_to_remind(state: ValidationState, moment: datetime) -> bool:
    last = max(state.asked_at, state.reminded_at or state.asked_at)
    return last <= moment - REMIND_AFTER


def _is_to_escalate(state: ValidationState, moment: datetime) -> bool:
    return state.rank < Rank.NATION and state.asked_at <= moment - ESCALATE_AFTER


def _escalate(state: ValidationState, found: dict[Rank, list[User]], *, moment: datetime) -> list[User]:
    """Ask the level above as well; who was asked before may still answer."""
    state.rank = next_rank(found, above=Rank(state.rank))
    state.asked_at, state.reminded_at = moment, None
    state.save(update_fields=["rank", "asked_at", "reminded_at"])
    step(state.page, Step.ESCALATED, user=None)
    return found.get(Rank(state.rank), [])


def _things(state: ValidationState) -> list[Any]:
    page: Any = state.page
    version: Any = state.revision.as_object()
    return [version.as_thing(), page.specific.as_thing()] if state.origin_ids else [version.as_thing()]
