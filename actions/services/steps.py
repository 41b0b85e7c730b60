"""The steps that every verb on an action takes."""

from typing import Any

from wagtail.log_actions import log

from actions.models import ActionPage
from actions.signals import action_changed
from actors.models import User


def announce(action: ActionPage, verb: str, *, user: User, data: dict[str, Any] | None = None) -> None:
    """What a verb ends with: the log (names of fields, never amounts), and a signal."""
    log(instance=action, action=verb, user=user, data=data or {})
    action_changed.send(sender=ActionPage, action_id=action.pk, action=verb, user_id=user.pk)
