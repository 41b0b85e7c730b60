"""Asking for access: taken in the background, decided by a pilot of the territory, never left without an answer."""

from datetime import datetime, timedelta
from typing import Any

from django.conf import settings
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from wagtail.log_actions import log

from actors.enums import OrganisationKind, RequestState, Verb
from actors.models import AccessRequest, Organisation, User
from actors.queries.pilots import nearest_deciders
from actors.rules import can
from actors.services.invitations import Identity, WantedScope, invite
from actors.services.mails import queue_mail
from actors.signals import access_requested
from territories.models import Territory

REMIND_AFTER = (timedelta(days=3), timedelta(days=10))
KEPT_AFTER_DECISION = timedelta(days=90)
# A request still not taken this long after it came in lost its task.
LOST_AFTER = timedelta(hours=1)


@transaction.atomic
def ask_for_access(*, territory: Territory, **facts: Any) -> AccessRequest:
    """Keep a request, and no more: whoever asks waits as long and reads the same, whatever the e-mail."""
    facts["email"] = facts["email"].strip().lower()
    request = AccessRequest(territory=territory, **facts)
    request.full_clean(validate_constraints=False)
    request.save()
    access_requested.send(sender=AccessRequest, request_id=request.pk)
    return request


@transaction.atomic
def take_request(request_id: int) -> None:
    """Look at a request that came in: who has an account is told so by mail, and who waits already waits once."""
    request = (
        AccessRequest.objects.select_for_update(of=("self",), skip_locked=True)
        .select_related("territory", "organisation")
        .filter(pk=request_id, state=RequestState.RECEIVED)
        .first()
    )
    if request is None:
        return
    if User.objects.filter(email__iexact=request.email).exists():
        _write(request.email, _("You already have an account"), "access_known", url=_absolute("login"))
        request.delete()
        return
    if AccessRequest.objects.filter(email=request.email, state=RequestState.WAITING).exists():
        request.delete()
        return
    request.state = RequestState.WAITING
    request.save(update_fields=["state"])
    _write(request.email, _("Your request has been received"), "access_received", request=request)
    _tell_deciders(request, _("A request for access waits for you"), reminder=False)


@transaction.atomic
def accept_request(*, user: User, request: AccessRequest, organisation: Organisation, wanted: WantedScope) -> User:
    """The account, its first scope, and the link that opens it. The scope may be narrower than what was asked."""
    held = _lock(request, user)
    identity = Identity(
        email=held.email,
        first_name=held.first_name,
        last_name=held.last_name,
        position=held.position,
        organisation=organisation,
    )
    person = invite(user=user, identity=identity, wanted=wanted)
    _decide(held, RequestState.ACCEPTED, user=user)
    return person


@transaction.atomic
def refuse_request(*, user: User, request: AccessRequest, reason: str) -> None:
    """With a reason, which is sent to whoever asked."""
    if not reason.strip():
        raise ValidationError({"reason": _("Say why: the person who asked will read it.")})
    held = _lock(request, user)
    held.refusal_reason = reason.strip()
    _decide(held, RequestState.REFUSED, user=user)
    _write(held.email, _("Your request for access"), "access_refused", request=held)


def ensure_organisation(*, name: str, kind: str, territory: Territory) -> Organisation:
    """The organisation of that name, whatever its capitals; a new one if there is none."""
    known = Organisation.objects.filter(Q(name__iexact=name.strip()) | Q(acronym__iexact=name.strip())).order_by("pk")
    if found := known.first():
        return found
    if kind not in OrganisationKind.values:
        raise ValidationError({"organisation_kind": _("Say of what kind this new organisation is.")})
    organisation = Organisation(name=name.strip(), kind=kind, territory=territory)
    organisation.full_clean()
    organisation.save()
    return organisation


def remind_deciders(*, now: datetime) -> int:
    """After 3 and after 10 days, once each however often this runs. How many requests were reminded of."""
    reminded = 0
    waiting = AccessRequest.objects.filter(state=RequestState.WAITING, asked_at__lte=now - REMIND_AFTER[0])
    for pk in waiting.values_list("pk", flat=True):
        reminded += _remind(pk, now)
    return reminded


def tidy_requests(*, now: datetime) -> int:
    """Take the requests whose task was lost; forget those decided long ago. How many were forgotten."""
    lost = AccessRequest.objects.filter(state=RequestState.RECEIVED, asked_at__lte=now - LOST_AFTER)
    for pk in lost.values_list("pk", flat=True):
        take_request(pk)
    over = AccessRequest.objects.filter(decided_at__lte=now - KEPT_AFTER_DECISION)
    return over.delete()[0]


@transaction.atomic
def _remind(pk: int, now: datetime) -> bool:
    request = (
        AccessRequest.objects.select_for_update(of=("self",), skip_locked=True)
        .select_related("territory", "organisation")
        .filter(pk=pk, state=RequestState.WAITING)
        .first()
    )
    if request is None:
        return False
    due = sum(request.asked_at <= now - delay for delay in REMIND_AFTER)
    if due <= request.reminders:
        return False
    request.reminders = due
    request.save(update_fields=["reminders"])
    _tell_deciders(request, _("A request for access still waits for you"), reminder=True)
    return True


def _lock(request: AccessRequest, user: User) -> AccessRequest:
    if not can(user, Verb.INVITE, request):
        raise PermissionDenied
    held = AccessRequest.objects.select_for_update(of=("self",)).filter(pk=request.pk).first()
    if held is None or held.state != RequestState.WAITING:
        raise ValidationError(_("Somebody has decided on this request already."), code="decided")
    return held


def _decide(request: AccessRequest, state: RequestState, *, user: User) -> None:
    request.state, request.decided_by, request.decided_at = state, user, timezone.now()
    request.save()
    log(instance=request, action=f"actors.request_{state}", user=user, title=f"access request {request.pk}")


def _tell_deciders(request: AccessRequest, subject: str, *, reminder: bool) -> None:
    url = _absolute("access_request", request.pk)
    for person in nearest_deciders(request.as_thing(), verb=Verb.INVITE):
        _write(person.email, subject, "access_waiting", request=request, url=url, is_reminder=reminder)


def _write(to: str, subject: str, template: str, **context: Any) -> None:
    queue_mail(to=to, subject=subject, template=template, context=context)


def _absolute(name: str, *args: Any) -> str:
    return settings.WAGTAILADMIN_BASE_URL + reverse(name, args=args)
