"""What follows each step of a version, whichever door it was taken by: those concerned are told, others may listen."""

from collections.abc import Iterable
from typing import Any

from wagtail.models import TaskState, WorkflowState

from actors.models import User
from cms.enums import Step
from cms.models import PlatformPage, ValidationState
from cms.services.asking import ask_judges
from cms.services.notices import tell
from cms.signals import version_approved, version_stepped


def address_validation(state: ValidationState, *, user: Any) -> None:
    """Find of whom a version just submitted is asked: the nearest who may publish it where it is, and tell them."""
    version: Any = state.revision.as_object()
    page: Any = type(version)._default_manager.get(pk=version.pk)
    here, there = version.as_thing(), page.as_thing()
    moves = page.live and there.territory_ids != here.territory_ids
    state.page = page.page_ptr
    state.noun = version.noun
    state.place_ids = sorted(here.territory_ids)
    state.origin_ids = sorted(there.territory_ids) if moves else []
    ask_judges(state, about=page, is_told=not _was_amended(state))
    step(page, Step.SUBMITTED, user=user)


def follow_approval(state: ValidationState, *, user: Any) -> None:
    page: Any = state.page.specific if state.page else None
    version_approved.send(sender=type(page), page=page, user=user, author_ids=_written_by(state))
    tell(_people(_written_by(state), except_for=user), Step.APPROVED, about=page)
    step(page, Step.APPROVED, user=user, author_id=state.workflow_state.requested_by_id)


def follow_refusal(state: ValidationState, *, user: Any) -> None:
    page: Any = state.page.specific if state.page else None
    tell(_people(_written_by(state), except_for=user), Step.REFUSED, about=page)
    step(page, Step.REFUSED, user=user, author_id=state.workflow_state.requested_by_id)


def follow_withdrawal(submission: WorkflowState, *, user: Any) -> None:
    """Its author took it back, or somebody who may publish took it over: the other side is told."""
    page: Any = submission.content_object.specific
    tell(_people({submission.requested_by_id}, except_for=user), Step.WITHDRAWN, about=page)
    step(page, Step.WITHDRAWN, user=user)


def follow_unpublishing(page: PlatformPage, *, user: Any) -> None:
    latest = page.latest_revision
    tell(_people({page.owner_id, latest and latest.user_id}, except_for=user), Step.UNPUBLISHED, about=page)
    step(page, Step.UNPUBLISHED, user=user)


def step(page: Any, name: Step, *, user: Any, author_id: int | None = None) -> None:
    """Say what happened to a version. `author_id`: who had submitted it."""
    said = {"page_id": page.pk, "step": name, "user_id": getattr(user, "pk", None), "author_id": author_id}
    version_stepped.send(sender=type(page), **said)


def _written_by(state: ValidationState) -> frozenset[int]:
    people = {state.revision.user_id, state.workflow_state.requested_by_id}
    return frozenset(person for person in people if person is not None)


def _was_amended(state: ValidationState) -> bool:
    """Whether it takes the place of a version of the same submission that waited: its judges have been told."""
    earlier = TaskState.objects.filter(workflow_state=state.workflow_state_id).exclude(pk=state.pk)
    last = earlier.order_by("-pk").values_list("status", flat=True).first()
    return bool(last == TaskState.STATUS_CANCELLED)


def _people(ids: Iterable[int | None], *, except_for: Any) -> list[User]:
    wanted = {key for key in ids if key is not None and key != getattr(except_for, "pk", None)}
    return list(User.objects.filter(pk__in=wanted, is_active=True).order_by("pk")) if wanted else []
