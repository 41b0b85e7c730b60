"""What a person finishes before the members' side opens to them: each step signs up here from `apps.py`."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from django.http import HttpRequest


@dataclass(frozen=True)
class EntryStep:
    """One step. Steps are taken one at a time, in their order; what is open during one is closed during another.

    order: lower comes first (second factor 10, charter 20). is_due: asked at every request of someone logged in, so it
    reads the session or what the request has read anyway. address: the name of the URL where the step is taken.
    open_names: the names of the other URLs that the step needs.
    """

    order: int
    is_due: Callable[[HttpRequest], bool]
    address: str
    open_names: frozenset[str] = frozenset()


_steps: list[EntryStep] = []


def register_entry_step(step: EntryStep) -> None:
    _steps.append(step)
    _steps.sort(key=lambda one: one.order)


def first_due_step(request: HttpRequest) -> EntryStep | None:
    return next((step for step in _steps if step.is_due(request)), None)


# "notification" -> whether the mail about that one may still leave. Floors above sign up; what nobody knows does not.
mail_conditions: dict[str, Callable[[str], bool]] = {}


def may_leave(only_if: str) -> bool:
    """`only_if`: "<name>:<what>", as who wrote the mail said; empty for a mail that leaves whatever happens."""
    name, _, what = only_if.partition(":")
    holds = mail_conditions.get(name)
    return not only_if or bool(holds and holds(what))
