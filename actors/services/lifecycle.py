"""The end of accounts: suspended when nobody uses them or by a pilot, then made anonymous; forgotten on demand.

What people contributed stays, under their organisation (docs/decisions/0012-accounts-end.md).
"""

from datetime import datetime
from typing import Any

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from django.conf import settings
from django.contrib.contenttypes.models import ContentType
from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from wagtail.log_actions import log
from wagtail.models import ModelLogEntry
from wagtail.users.models import UserProfile

from actors.models import AccessRequest, ActivationLink, CharterSignature, Identity, OutgoingMail, User
from actors.rules.inactivity import (
    ANONYMISED_AFTER,
    INVITED_FOR,
    SUSPENDED_AFTER,
    WARNED_BEFORE,
    Step,
    next_step,
    suspended_on,
    warnings_since,
)
from actors.services.mails import queue_mail
from actors.services.scopes import require_manager
from actors.services.sessions import end_sessions
from actors.signals import person_forgotten

# Nobody has it: names under .invalid never exist (RFC 2606).
NO_ADDRESS = "anonyme-{}@anonyme.invalid"


@transaction.atomic
def suspend_account(*, user: User, person: User, reason: str) -> None:
    """By someone who manages it. Open sessions close at once; scopes wait for the account to be opened again."""
    require_manager(user, person)
    if not reason.strip():
        raise ValidationError({"reason": _("Say why: the person concerned will read it.")})
    if not person.is_active:
        raise ValidationError(_("This account is suspended already."), code="suspended")
    _suspend(person, by=user, reason=reason.strip(), now=timezone.now())


@transaction.atomic
def reactivate_account(*, user: User, person: User) -> None:
    require_manager(user, person)
    if person.is_active:
        raise ValidationError(_("This account is not suspended."), code="active")
    person.is_active, person.reactivated_at = True, timezone.now()
    person.suspended_at = person.suspended_by = None
    person.suspension_reason = ""
    person.save()
    _log(person, "actors.reactivate", user)
    _write(person, _("Your account is open again"), "account_reactivated", url=_absolute("login"))


@transaction.atomic
def forget_me(*, user: User, password: str) -> None:
    """At once, when its owner says so and proves who they are; where there is no password, by being logged in."""
    if user.has_usable_password() and not user.check_password(password):
        raise ValidationError({"password": _("This is not your password.")})
    anonymise_account(person=user, user=user)


@transaction.atomic
def anonymise_account(*, person: User, user: User | None = None) -> None:
    """Name, e-mail and position go, from the account and from what speaks of it. For ever."""
    email, now = person.email, timezone.now()
    person.scopes.in_force().update(ends_at=now)
    for rows in (
        AccessRequest.objects.filter(email__iexact=email),
        OutgoingMail.objects.filter(to__iexact=email),
        ActivationLink.objects.filter(user=person),
        CharterSignature.objects.filter(user=person),
        UserProfile.objects.filter(user=person),
        Authenticator.objects.filter(user=person),
        EmailAddress.objects.filter(user=person),
        Identity.objects.filter(user=person),
    ):
        rows.delete()
    end_sessions(user=person)
    person.email = NO_ADDRESS.format(person.pk)
    person.first_name = person.last_name = person.position = person.suspension_reason = ""
    person.is_active = False
    person.anonymised_at, person.last_login, person.warned_at = now, None, None
    person.set_unusable_password()
    person.save()
    person.groups.clear()
    kind = ContentType.objects.get_for_model(User)
    ModelLogEntry.objects.filter(content_type=kind, object_id=str(person.pk)).update(label=f"account {person.pk}")
    person_forgotten.send(sender=User, user_id=person.pk)
    _log(person, "actors.anonymise", None if user is None or user.pk == person.pk else user)


def tend_unused_accounts(*, now: datetime) -> dict[str, int]:
    """Warn, suspend, make anonymous: whatever is due, once, however often this runs. How many of each."""
    done = {"warned": 0, "suspended": 0, "anonymised": 0}
    first_warning = now - SUSPENDED_AFTER + WARNED_BEFORE[0]
    unused = User.objects.filter(
        Q(last_login__isnull=True) | Q(last_login__lte=first_warning),
        is_active=True,
        anonymised_at__isnull=True,
        activated_at__lte=first_warning,
    )
    for pk in unused.values_list("pk", flat=True):
        step = _tend(pk, now)
        done["warned"] += step == Step.WARN
        done["suspended"] += step == Step.SUSPEND
    over = Q(is_active=False, suspended_at__lte=now - ANONYMISED_AFTER)
    unanswered = Q(activated_at__isnull=True, date_joined__lte=now - INVITED_FOR, activation_link__expires_at__lte=now)
    for person in User.objects.filter(over | unanswered, anonymised_at__isnull=True):
        anonymise_account(person=person)
        done["anonymised"] += 1
    return done


@transaction.atomic
def _tend(pk: int, now: datetime) -> Step:
    person = User.objects.select_for_update(of=("self",), skip_locked=True).filter(pk=pk, is_active=True).first()
    if person is None:
        return Step.NOTHING
    state: dict[str, Any] = {"warnings": person.inactivity_warnings, "warned_at": person.warned_at}
    step = next_step(person.used_at, **state, now=now)
    if step == Step.WARN:
        person.inactivity_warnings = warnings_since(person.used_at, **state) + 1
        person.warned_at = now
        person.save(update_fields=["inactivity_warnings", "warned_at"])
        on = suspended_on(person.used_at, warnings=person.inactivity_warnings, warned_at=now)
        _write(person, _("Your account will be suspended soon"), "account_unused", on=on, url=_absolute("login"))
    elif step == Step.SUSPEND:
        _suspend(person, by=None, reason=_("Nobody logged in for six months."), now=now)
    return step


def _suspend(person: User, *, by: User | None, reason: str, now: datetime) -> None:
    person.is_active = False
    person.suspended_at, person.suspended_by, person.suspension_reason = now, by, reason
    person.save(update_fields=["is_active", "suspended_at", "suspended_by", "suspension_reason"])
    _log(person, "actors.suspend", by)
    _write(
        person,
        _("Your account is suspended"),
        "account_suspended",
        reason=reason,
        anonymised_on=now + ANONYMISED_AFTER,
    )


def _log(person: User, action: str, user: User | None) -> None:
    log(instance=person, action=action, user=user, title=f"account {person.pk}")


def _write(person: User, subject: str, template: str, **context: Any) -> None:
    queue_mail(to=person.email, subject=subject, template=template, context={"person": person, **context})


def _absolute(name: str) -> str:
    return settings.WAGTAILADMIN_BASE_URL + reverse(name)
