"""The conditions by which actions are found."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from django.db.models import Q

from actions.enums import ActionStatus
from actors.enums import Reach

NOTHING = Q(pk__in=())


def with_status(status: ActionStatus, *, on: date) -> Q:
    """The same answer as `actions.rules.ends.status_on`."""
    planned = Q(started_on__gt=on)
    ended = Q(ended_on__lte=on) & ~Q(outcome="")
    awaited = Q(ended_on__lt=on, outcome="")
    goes_on = Q(ended_on=None) | Q(ended_on__gt=on) | Q(ended_on=on, outcome="")
    found = {
        ActionStatus.PLANNED: planned,
        ActionStatus.ENDED: ~planned & ended,
        ActionStatus.OUTCOME_AWAITED: ~planned & awaited,
        ActionStatus.UNDER_WAY: Q(started_on__lte=on) & goes_on,
    }
    return found[status]


def reached(user: Any, granted: Iterable[tuple[Any, Any]]) -> Q:
    """The actions that the scopes of `user` reach: the same answer as `can`, for lists."""
    found = NOTHING
    for scope, grant in granted:
        inside = (
            Q(territory__ancestor_ids__contains=[scope.territory_id]) if scope.territory_id else Q(pk=scope.page_id)
        )
        match grant.reach:
            case Reach.EVERYWHERE:
                return Q()
            case Reach.TERRITORY:
                found |= inside
            case Reach.ORGANISATION if user.organisation_id:
                found |= inside & Q(operator_id=user.organisation_id)
            case Reach.OWN:
                found |= Q(owner_id=user.pk)
    return found
