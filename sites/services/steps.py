"""The steps that every verb on a site takes."""

from typing import Any, TypeVar

from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _
from wagtail.log_actions import log

from actors.models import User
from cms.services.steps import require
from sites.enums import Validation
from sites.models import ClosureProposal, SitePage
from sites.models.validation import Validated
from sites.signals import site_changed

# The code of a ValidationError on what somebody else changed meanwhile.
CONFLICT = "conflict"

V = TypeVar("V", bound=Validated)


def require_reason(reason: str) -> str:
    if not reason.strip():
        raise ValidationError({"reason": _("Say why: the author will read it.")})
    return reason.strip()


def require_open(site: SitePage) -> None:
    if not site.is_open:
        raise ValidationError(_("The site is closed. Reopen it first."), code="closed")


def hold(thing: V) -> V:
    """The row as it is now, held against others who would change or judge it at the same time."""
    rows = type(thing)._default_manager.select_for_update(of=("self",)).select_related("site__commune")
    return rows.get(pk=thing.pk)


def hold_to_judge(thing: V, *, user: User) -> V:
    """`user` is a pilot there, the thing still waits, and it is not theirs."""
    held = hold(thing)
    require(user, held.judging_verb, held.site)
    if held.validation != Validation.WAITING:
        raise ValidationError(_("Nothing awaits validation any more."), code="judged")
    if held.author_id == user.pk:
        raise ValidationError(_("Nobody validates what they submitted themselves."), code="own")
    return held


def judge(thing: Validated, *, user: User, validation: Validation, reason: str = "") -> None:
    thing.validation = validation
    thing.judged_by = user
    thing.judged_at = timezone.now()
    thing.refusal_reason = reason
    thing.save()


def answer_proposals(site: SitePage, *, user: User, reopens: bool = False) -> int | None:
    """What a site just closed (or reopened) makes of the proposal that waited: whose it was, if there was one."""
    waiting = ClosureProposal.objects.waiting().select_for_update().filter(site=site, reopens=reopens).first()
    if waiting is None:
        return None
    is_own = waiting.author_id == user.pk
    judge(waiting, user=user, validation=Validation.WITHDRAWN if is_own else Validation.VALIDATED)
    return waiting.author_id


def announce(
    site: SitePage, action: str, *, user: User, data: dict[str, Any] | None = None, answers_id: int | None = None
) -> None:
    """What a verb ends with: the log, and a signal. `answers_id`: who had proposed it."""
    log(instance=site, action=action, user=user, data=data or {})
    site_changed.send(sender=SitePage, site_id=site.pk, action=action, user_id=user.pk, answers_id=answers_id)
