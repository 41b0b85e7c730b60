"""What waits for somebody, and what became of what they submitted: one answer for every screen."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import OuterRef, Subquery
from django.utils.translation import gettext as _
from django.utils.translation import pgettext
from wagtail.models import TaskState, WorkflowState

from actors.models import User
from cms.models import PlatformPage, ValidationState
from cms.queries.changes import Change, changes
from cms.queries.kinds import by_kind

SENT_SHOWN = 20
STATUS_WORDS = {
    WorkflowState.STATUS_IN_PROGRESS: "waiting",
    WorkflowState.STATUS_NEEDS_CHANGES: "refused",
    WorkflowState.STATUS_APPROVED: "validated",
    WorkflowState.STATUS_CANCELLED: "withdrawn",
}


@dataclass(frozen=True)
class Waiting:
    """A version that waits: a page that was never published (`is_new`), or a change of one that is."""

    state: ValidationState
    page: PlatformPage
    title: str
    kind: str
    author: User | None
    submitted_at: datetime
    is_new: bool
    is_moved: bool
    changes: list[Change]

    @property
    def what(self) -> str:
        told = _("new: %(kind)s") if self.is_new else _("change: %(kind)s")
        return told % {"kind": self.kind}


@dataclass(frozen=True)
class Sent:
    """A version that somebody submitted. `status`: waiting, refused, validated, withdrawn."""

    page: PlatformPage
    title: str
    kind: str
    at: datetime
    status: str
    reason: str

    @property
    def label(self) -> str:
        return {
            "waiting": _("waits for validation"),
            "refused": pgettext("version", "refused"),
            "validated": pgettext("version", "validated"),
            "withdrawn": _("withdrawn"),
        }[self.status]

    @property
    def can_be_resumed(self) -> bool:
        return self.status in {"waiting", "refused"}


def count_waiting(user: Any) -> int:
    """How many versions are asked of `user`. One query."""
    return ValidationState.objects.waiting().asked_of(user).count()


def waiting_for(user: Any, *, everything: bool = False) -> list[Waiting]:
    """The versions asked of `user`, oldest first; with `everything`, all that they may judge."""
    states = ValidationState.objects.waiting()
    states = states.judged_by(user) if everything else states.asked_of(user)
    found = list(
        states.select_related("workflow_state__requested_by", "revision", "page__live_revision", "task").oldest_first()
    )
    pages = _specific(state.page_id for state in found)
    compared = changes([(pages[state.page_id], state.revision) for state in found], reader=user)
    return [_waiting(state, pages[state.page_id], told) for state, told in zip(found, compared, strict=True)]


def sent_by(user: Any) -> list[Sent]:
    """What `user` submitted last and its outcome, refusals and their reasons included; newest first."""
    last_word = TaskState.objects.filter(workflow_state=OuterRef("pk"), status=TaskState.STATUS_REJECTED)
    states = list(
        WorkflowState.objects.filter(requested_by=user.pk)
        .annotate(reason=Subquery(last_word.order_by("-finished_at", "-pk").values("comment")[:1]))
        .order_by("-created_at", "-pk")[:SENT_SHOWN]
    )
    pages = _specific(int(state.object_id) for state in states)
    return [_sent(state, pages[int(state.object_id)]) for state in states if int(state.object_id) in pages]


def waits_on(page: PlatformPage) -> ValidationState | None:
    """The version of `page` that waits."""
    return ValidationState.objects.waiting().filter(page=page.pk).select_related("page").first()


def _specific(page_ids: Iterable[int]) -> dict[int, Any]:
    """Pages as their own types, with their place: a query for each type, however many pages."""
    found: dict[int, Any] = {}
    for model, pks in by_kind(page_ids):
        with_place = [model.place_lookup.split("__")[0]] if model.place_lookup else []
        found |= model._default_manager.select_related("live_revision", *with_place).in_bulk(pks)
    return found


def _waiting(state: ValidationState, page: Any, told: list[Change]) -> Waiting:
    return Waiting(
        state=state,
        page=page,
        title=page.draft_title or page.title,
        kind=str(page._meta.verbose_name),
        author=state.workflow_state.requested_by,
        submitted_at=state.started_at,
        is_new=not page.live,
        is_moved=bool(state.origin_ids),
        changes=told,
    )


def _sent(state: Any, page: Any) -> Sent:
    return Sent(
        page=page,
        title=page.draft_title or page.title,
        kind=str(page._meta.verbose_name),
        at=state.created_at,
        status=STATUS_WORDS[state.status],
        reason=(state.reason or "") if state.status == WorkflowState.STATUS_NEEDS_CHANGES else "",
    )
