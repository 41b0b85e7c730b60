"""The one way of a version to those who read: kept, submitted, judged, withdrawn, unpublished, restored.

Forms, imports and the editor take the same steps: Wagtail's workflow, whose task asks the rights table. Whoever may
publish publishes at once; the others submit, and what is submitted stays as it is until it is judged or withdrawn.
"""

from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils.translation import gettext as _
from wagtail.models import Revision, WorkflowState

from actors.enums import Verb
from actors.models import User
from actors.rules import can
from cms.models import PlatformPage, ValidationState
from cms.rules.publication import may_at, publishes_directly
from cms.services.following import follow_unpublishing


@transaction.atomic
def save_version(*, user: User, version: PlatformPage, restored: Revision | None = None) -> bool:
    """Keep what `user` wrote: published if they may, otherwise submitted. Answers whether it shows now.

    The right to write is the caller's to ask. Wagtail's own check is passed over: the rights table has answered.
    """
    page = hold_page(version)
    submission = open_submission(page)
    require_free(submission, user=user)
    version.full_clean()
    revision = version.save_revision(user=user, clean=False, previous_revision=restored, log_action=bool(restored))
    waits = submission is not None and submission.status == WorkflowState.STATUS_IN_PROGRESS
    if not waits and publishes_directly(user, version, page):
        revision.publish(user=user, skip_permission_checks=True, log_action=False)
        close_refused(page, user=user)
        version.refresh_from_db()
        return True
    _submit(version, submission, user=user)
    return False


@transaction.atomic
def submit_version(*, user: User, page: PlatformPage) -> None:
    """Submit the latest version of a page (a draft kept in the editor), for others to judge."""
    held = hold_page(page)
    submission = open_submission(held)
    version = held.get_latest_revision_as_object()
    if not may_at(user, Verb.UPDATE, version, held):
        raise PermissionDenied
    require_free(submission, user=user)
    version.full_clean()
    _submit(version, submission, user=user)


@transaction.atomic
def approve_version(*, user: User, page: PlatformPage, revision_id: int | None = None) -> PlatformPage:
    """Publish the version that waits (or set its date, if it has one). `revision_id`: the one that was read."""
    _judged(page, user=user, revision_id=revision_id).approve(user=user)
    page.refresh_from_db()
    return page


@transaction.atomic
def refuse_version(*, user: User, page: PlatformPage, reason: str, revision_id: int | None = None) -> None:
    """Refuse the version that waits: it stays a draft that its author corrects; what is published goes on as it was."""
    if not reason.strip():
        raise ValidationError({"reason": _("Say why: the author will read it.")})
    _judged(page, user=user, revision_id=revision_id).reject(user=user, comment=reason)


@transaction.atomic
def withdraw_version(*, user: User, page: PlatformPage) -> None:
    """Take back what waits, or what was refused. Its author may, and those who may judge it."""
    held = hold_page(page)
    submission = open_submission(held)
    is_theirs = submission is not None and submission.requested_by_id == user.pk
    if not is_theirs and not can(user, Verb.PUBLISH, held):
        raise PermissionDenied
    if submission is None:
        raise ValidationError(_("Nothing awaits validation any more."), code="judged")
    submission.cancel(user=user)


@transaction.atomic
def unpublish_page(*, user: User, page: PlatformPage) -> None:
    """Take a page away from readers. Nothing is lost: its last version is a draft, and may be published again."""
    held = hold_page(page)
    if not can(user, Verb.PUBLISH, held):
        raise PermissionDenied
    if not held.live:
        raise ValidationError(_("This page is not published."), code="unpublished")
    held.unpublish(user=user)
    follow_unpublishing(held, user=user)
    page.refresh_from_db()


@transaction.atomic
def restore_version(*, user: User, page: PlatformPage, revision: Revision) -> bool:
    """Bring an earlier version back, as a new one on top of the others. Answers whether it shows now."""
    held = hold_page(page)
    if revision.object_id != str(held.pk):
        raise ValidationError(_("This version is of another page."))
    version = revision.as_object()
    if not may_at(user, Verb.UPDATE, version, held):
        raise PermissionDenied
    return save_version(user=user, version=version, restored=revision)


def hold_page(page: PlatformPage) -> Any:
    """The page as it now shows, held against others who would submit or judge at the same time."""
    return type(page)._default_manager.select_for_update(of=("self",)).get(pk=page.pk)


def version_to_change(page: Any, *, user: User) -> Any:
    """What somebody goes on from: their own version that waits or was refused, or the draft of a page never published;
    otherwise what is published. What others propose is not built upon before it is judged."""
    submission = open_submission(page)
    is_theirs = submission is not None and submission.requested_by_id == user.pk
    return page.get_latest_revision_as_object() if is_theirs or not page.live else page


def mark_of(page: Any, *, user: User) -> int:
    """The version that somebody goes on from, for a form to carry; 0 for a page that has no version yet."""
    version = version_to_change(page, user=user)
    key = page.live_revision_id if version is page else page.latest_revision_id
    return int(key or 0)


def require_unchanged(page: Any, *, user: User, since: int | None) -> None:
    """What a form was filled from still stands. `since`: the mark that it carried."""
    if since is not None and since != mark_of(page, user=user):
        raise ValidationError(_("Somebody changed this page while you were writing."), code="stale")


def open_submission(page: PlatformPage) -> WorkflowState | None:
    """The submission that waits on a page, or that was refused and may be resumed."""
    states = WorkflowState.objects.for_instance(page).active()
    found: WorkflowState | None = states.select_related("current_task_state").first()
    return found


def require_free(submission: WorkflowState | None, *, user: User) -> None:
    """Two changes do not wait over each other: a version that waits is changed by who submitted it only."""
    if submission is None or submission.status != WorkflowState.STATUS_IN_PROGRESS:
        return
    if submission.requested_by_id != user.pk:
        raise ValidationError(_("A change already awaits validation: validate or refuse it first."), code="waiting")


def close_refused(page: PlatformPage, *, user: Any) -> None:
    """A version published since takes the place of one that was refused: there is nothing to resume any more."""
    submission = open_submission(page)
    if submission and submission.status == WorkflowState.STATUS_NEEDS_CHANGES:
        submission.cancel(user=user)


def _submit(version: Any, submission: WorkflowState | None, *, user: User) -> None:
    if submission and submission.requested_by_id != user.pk:
        # Refused to somebody else, who did not correct it: this is another proposal.
        submission.cancel(user=user)
        submission = None
    if submission is None:
        workflow = version.get_workflow()
        if workflow is None:
            raise ValidationError(_("Nobody validates this page: its workflow was taken away."), code="workflow")
        workflow.start(version, user)
    elif submission.status == WorkflowState.STATUS_NEEDS_CHANGES:
        submission.resume(user=user)
    else:
        # Changed by its author while it waited: what is judged is the new version.
        submission.current_task_state.specific.cancel(user=user, resume=True)


def _judged(page: PlatformPage, *, user: User, revision_id: int | None) -> ValidationState:
    """The version that waits, held against a second judge, once `user` has the right to judge it."""
    held = hold_page(page)
    if not can(user, Verb.PUBLISH, held):
        raise PermissionDenied
    state = ValidationState.objects.waiting().filter(page=held.pk).select_related("page", "revision").first()
    if state is None:
        raise ValidationError(_("Nothing awaits validation any more."), code="judged")
    if user.pk in state.author_ids():
        raise ValidationError(_("Nobody validates what they submitted themselves."), code="own")
    if not state.is_judged_by(user):
        raise PermissionDenied
    if revision_id is not None and revision_id != state.revision_id:
        raise ValidationError(_("Its author has changed it since you read it. Read it again."), code="stale")
    return state
