"""What waits for too long: those who are asked are reminded, then the level above is asked as well.

Run once a day. Safe to run twice: a reminder is sent once a week, and each level is given its own fifteen days.
"""

from collections import Counter
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import transaction
from django.utils import timezone

from actors.enums import Rank
from actors.models import User
from actors.queries.pilots import asked, deciders_by_rank, next_rank
from cms.enums import Step
from cms.models import ValidationState
from cms.registry import Waits, waiting_lists
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
    """One mail to each person, however much waits for them: versions of pages, and what floors above signed up."""
    moment = now or timezone.now()
    reminded: Counter[User] = Counter()
    escalated: Counter[User] = Counter()
    passed_on = 0
    for state in _late(moment):
        found = deciders_by_rank(state.things(), verb=state.judging_verb, except_for=state.author_ids())
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


def _late(moment: datetime) -> list[Waits]:
    """What has waited for a week since somebody was last asked or reminded."""
    versions = ValidationState.objects.waiting().select_related("page", "revision", "workflow_state").oldest_first()
    return [
        state
        for rows in (versions, *(found() for found in waiting_lists))
        for state in rows.filter(asked_at__lte=moment - REMIND_AFTER).select_for_update(of=("self",))
        if _is_to_escalate(state, moment) or _is_to_remind(state, moment)
    ]


def _is_to_remind(state: Waits, moment: datetime) -> bool:
    last = max(state.asked_at, state.reminded_at or state.asked_at)
    return last <= moment - REMIND_AFTER


def _is_to_escalate(state: Waits, moment: datetime) -> bool:
    return state.rank < Rank.NATION and state.asked_at <= moment - ESCALATE_AFTER


def _escalate(state: Waits, found: dict[Rank, list[User]], *, moment: datetime) -> list[User]:
    """Ask the level above as well; who was asked before may still answer."""
    state.rank = next_rank(found, above=Rank(state.rank))
    state.asked_at, state.reminded_at = moment, None
    state.save(update_fields=["rank", "asked_at", "reminded_at"])
    step(state.page, Step.ESCALATED, user=None)
    return found.get(Rank(state.rank), [])
