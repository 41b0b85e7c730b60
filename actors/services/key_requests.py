"""The life of a partner's key: asked for by its organisation, granted or refused by the national team, shown once,
renewed with a time for both, revoked at once. Each step is logged; nothing logged holds a secret.
"""

from collections.abc import Iterable
from datetime import date, datetime, timedelta

from django.conf import settings
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from wagtail.log_actions import log

from actors.enums import KeyState, Precision, Verb
from actors.models import ApiKey, User
from actors.queries.pilots import first_asked
from actors.rules import can
from actors.services.keys import revoke_key, write_text
from actors.services.mails import queue_mail
from actors.signals import key_renewed
from territories.models import Territory

MAX_LASTS = timedelta(days=2 * 365)
MAX_OVERLAP = timedelta(days=30)


@transaction.atomic
def ask_for_key(
    *,
    user: User,
    purpose: str,
    contact: str,
    territories: Iterable[Territory],
    precision: str,
    expires_at: datetime,
) -> ApiKey:
    """For the organisation of who asks. It waits for the national team, who are told."""
    key = ApiKey(
        organisation=user.organisation,
        purpose=purpose.strip(),
        contact=contact.strip().lower(),
        precision=precision,
        expires_at=expires_at,
        requested_by=user,
    )
    _require(user, Verb.UPDATE, key)
    chosen = list(territories)
    _refuse_impossible(expires_at, chosen)
    key.full_clean(exclude=["digest", "prefix"])
    key.save()
    key.territories.set(chosen)
    _log(key, "actors.key_asked", user)
    _rank, people = first_asked([key.as_thing()], verb=Verb.PUBLISH, except_for=[user.pk])
    for person in people:
        _write(person.email, _("A partner asks for an API key"), "key_asked", key=key)
    return key


@transaction.atomic
def grant_key(
    *, user: User, key: ApiKey, agreed_on: date, precision: str, requests_per_minute: int | None = None
) -> ApiKey:
    """Under an agreement signed on a day. Whoever asked has it shown; whoever grants never reads it."""
    held = _to_decide(user, key)
    if agreed_on > timezone.localdate():
        raise ValidationError({"agreed_on": _("An agreement is signed before a key is granted.")})
    held.agreed_on, held.precision, held.requests_per_minute = agreed_on, Precision(precision), requests_per_minute
    held.approved_at, held.decided_by = timezone.now(), user
    held.save()
    _log(held, "actors.key_granted", user)
    _answer(held, _("Your API key is granted"))
    return held


@transaction.atomic
def refuse_key(*, user: User, key: ApiKey, reason: str) -> ApiKey:
    held = _to_decide(user, key)
    if not reason.strip():
        raise ValidationError({"reason": _("Say why: the organisation will read it.")})
    held.refused_at, held.decided_by, held.refusal_reason = timezone.now(), user, reason.strip()
    held.save()
    _log(held, "actors.key_refused", user)
    _answer(held, _("Your request for an API key"))
    return held


@transaction.atomic
def show_key(*, user: User, key: ApiKey) -> str:
    """The text of a key that was granted: this once."""
    held = _lock(key)
    _require(user, Verb.UPDATE, held)
    if held.state != KeyState.GRANTED:
        raise ValidationError(_("This key was shown already, or is no longer in force."), code="shown")
    text = write_text(held)
    _log(held, "actors.key_shown", user)
    return text


@transaction.atomic
def renew_key(*, user: User, key: ApiKey, overlap: timedelta) -> tuple[ApiKey, str]:
    """Another text for the same grant. Both open for as long as `overlap`, then the former ends.

    It ends when the former would have: a longer life is asked for, not taken.
    """
    held = _lock(key)
    _require(user, Verb.UPDATE, held)
    if held.state != KeyState.IN_FORCE or ApiKey.objects.filter(replaces=held).exists():
        raise ValidationError(_("Only a key in force is renewed, and once."), code="renewed")
    if not timedelta() <= overlap <= MAX_OVERLAP:
        raise ValidationError({"overlap": _("Choose 30 days at most.")})
    copied = ("organisation", "purpose", "contact", "precision", "requests_per_minute", "expires_at")
    agreed = ("approved_at", "decided_by", "agreed_on")
    following = ApiKey.objects.create(
        **{name: getattr(held, name) for name in (*copied, *agreed)}, requested_by=user, replaces=held
    )
    following.territories.set(held.territories.all())
    held.expires_at = min(held.expires_at, timezone.now() + overlap)
    held.save(update_fields=["expires_at"])
    text = write_text(following)
    key_renewed.send(sender=ApiKey, former=held, following=following)
    _log(following, "actors.key_renewed", user)
    return following, text


@transaction.atomic
def end_key(*, user: User, key: ApiKey) -> ApiKey:
    """At once: the next request that brings it is refused. A request that waits is taken back in the same way."""
    held = _lock(key)
    _require(user, Verb.UPDATE, held)
    if held.state in (KeyState.ASKED, KeyState.GRANTED, KeyState.IN_FORCE):
        revoke_key(held)
        _log(held, "actors.key_revoked", user)
    return held


def _to_decide(user: User, key: ApiKey) -> ApiKey:
    """Nobody decides on what they asked for themselves."""
    held = _lock(key)
    _require(user, Verb.PUBLISH, held)
    if held.requested_by_id == user.pk:
        raise ValidationError(_("Somebody else of the national team decides on what you asked for."), code="own")
    if held.state != KeyState.ASKED:
        raise ValidationError(_("Somebody has decided on this request already."), code="decided")
    return held


def _lock(key: ApiKey) -> ApiKey:
    return ApiKey.objects.select_for_update(of=("self",)).select_related("organisation").get(pk=key.pk)


def _require(user: User, verb: Verb, key: ApiKey) -> None:
    if not can(user, verb, key):
        raise PermissionDenied


def _refuse_impossible(expires_at: datetime, territories: list[Territory]) -> None:
    problems = {}
    if not timezone.now() < expires_at <= timezone.now() + MAX_LASTS:
        problems["ends_on"] = _("Choose a day to come, within two years.")
    if not territories:
        problems["places"] = _("Name one territory at least.")
    if problems:
        raise ValidationError(problems)


def _answer(key: ApiKey, subject: str) -> None:
    asker = key.requested_by.email if key.requested_by else ""
    for email in sorted({key.contact, asker} - {""}):
        _write(email, subject, "key_decided", key=key)


def _write(email: str, subject: str, template: str, *, key: ApiKey) -> None:
    url = settings.WAGTAILADMIN_BASE_URL + reverse("key", args=[key.pk])
    queue_mail(to=email, subject=subject, template=template, context={"key": key, "url": url})


def _log(key: ApiKey, action: str, user: User) -> None:
    """No name and no secret here: the log outlives both."""
    data = {
        "organisation": key.organisation_id,
        "precision": str(key.precision),
        "territories": sorted(place.key for place in key.territories.all()),
        "expires_at": key.expires_at.isoformat(),
        "replaces": key.replaces_id,
    }
    log(instance=key, action=action, user=user, title=f"key {key.pk}", data=data)
