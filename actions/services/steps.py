"""The steps that every verb on an action takes."""

from collections.abc import Iterable
from functools import partial
from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from wagtail.log_actions import log

from actions.models import ActionPage
from actions.rules.results import Problem
from actions.signals import action_changed
from actors.enums import Verb
from actors.models import User
from actors.rules import Thing, can

# The code of a ValidationError that the same call with `confirmed=True` passes over.
SURPRISING = "surprising"


def require(user: User, verb: Verb, on: ActionPage | Thing) -> None:
    if not can(user, verb, on):
        raise PermissionDenied


def refuse_if(problems: Iterable[Problem], *, code: str = "impossible") -> None:
    """Raise the problems, each on its field, with its reason."""
    found: dict[str, list[ValidationError]] = {}
    for problem in problems:
        found.setdefault(problem.field, []).append(ValidationError(problem.reason, code=code))
    if found:
        raise ValidationError(found)


def announce(action: ActionPage, verb: str, *, user: User, data: dict[str, Any] | None = None) -> None:
    """What a verb ends with: the log (names of fields, never amounts), and a signal once it is committed."""
    log(instance=action, action=verb, user=user, data=data or {})
    transaction.on_commit(
        partial(action_changed.send, sender=ActionPage, action_id=action.pk, action=verb, user_id=user.pk)
    )
