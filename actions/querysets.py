"""The conditions by which actions are found."""

from datetime import date

from django.db.models import Q

from actions.enums import ActionStatus


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
