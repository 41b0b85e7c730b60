"""The steps that every verb on a practice takes."""

from typing import Any

from wagtail.log_actions import log

from actors.models import User
from knowledge.models import PracticePage
from knowledge.signals import practice_changed


def announce(practice: PracticePage, verb: str, *, user: User, data: dict[str, Any] | None = None) -> None:
    """What a verb ends with: the log, and a signal."""
    log(instance=practice, action=verb, user=user, data=data or {})
    said = {"practice_id": practice.pk, "action": verb, "user_id": user.pk, "answers_id": practice.owner_id}
    practice_changed.send(sender=PracticePage, **said)
