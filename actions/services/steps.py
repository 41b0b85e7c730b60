"""The steps that every verb on an action takes."""

from functools import partial
from typing import Any

from django.db import transaction
from wagtail.log_actions import log

from actions.models import ActionPage
from actions.signals import action_changed
from actors.models import User


def announce(action: ActionPage, verb: str, *, user: User, data: dict[str, Any] | None = None) -> None:
    """What a verb ends with: the log (names of fields, never amounts), and a signal once it is committed."""
    log(instance=action, action=verb, user=user, data=data or {})
    transaction.on_commit(
        partial(action_changed.send, sender=ActionPage, action_id=action.pk, action=verb, user_id=user.pk)
    )
