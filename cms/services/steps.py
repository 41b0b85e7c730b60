"""The steps that verbs on any kind of page begin with."""

from collections.abc import Iterable
from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError

from actors.enums import Verb
from actors.models import User
from actors.rules import can
from cms.rules.problems import Problem


def require(user: User, verb: Verb, on: Any) -> None:
    """`on`: what `can` is asked about."""
    if not can(user, verb, on):
        raise PermissionDenied


def refuse_if(problems: Iterable[Problem], *, code: str = "impossible") -> None:
    """Raise the problems, each on its field, with its reason."""
    found: dict[str, list[ValidationError]] = {}
    for problem in problems:
        found.setdefault(problem.field, []).append(ValidationError(problem.reason, code=code))
    if found:
        raise ValidationError(found)
