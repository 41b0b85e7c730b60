"""Inviting people: an account, a first scope, and a mail."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext as _
from wagtail.log_actions import log
from wagtail.models import Page

from actors.models import Organisation, Scope, User
from actors.services.activation import send_activation
from actors.services.mails import queue_mail
from actors.services.scopes import give_scope, require_manager
from territories.models import Territory


@dataclass(frozen=True)
class Identity:
    """Who is invited, as whoever invites knows them."""

    email: str
    first_name: str
    last_name: str
    position: str
    organisation: Organisation


@dataclass(frozen=True)
class WantedScope:
    """What is given with the invitation."""

    role: str
    on: Territory | Page
    options: Iterable[str] = field(default=())
    ends_at: datetime | None = None


@transaction.atomic
def invite(*, user: User | None, identity: Identity, wanted: WantedScope) -> User:
    """An account with its first scope, and the link that opens it.

    Someone who has an account keeps it as it is and gets the scope: who invites is not told the difference, and sees
    in the list of accounts what they may see.
    """
    person = User.objects.filter(email__iexact=identity.email).first()
    is_new = person is None
    person = person or _create(identity, user=user)
    scope = give_scope(
        user=user, person=person, role=wanted.role, on=wanted.on, options=wanted.options, ends_at=wanted.ends_at
    )
    if is_new or not person.activated_at:
        log(instance=person, action="actors.invite", user=user, title=f"account {person.pk}")
        send_activation(person=person)
    else:
        tell_of_scope(scope)
    return person


def tell_of_scope(scope: Scope) -> None:
    queue_mail(
        to=scope.user.email,
        subject=_("A new scope has been given to you"),
        template="scope_given",
        context={"scope": scope, "url": settings.WAGTAILADMIN_BASE_URL + reverse("account")},
    )


@transaction.atomic
def invite_again(*, user: User, person: User) -> None:
    """Send the link again, to someone who has not opened their account."""
    require_manager(user, person)
    if person.activated_at or not person.is_active:
        raise ValidationError(_("This account is open already, or suspended."), code="open")
    log(instance=person, action="actors.invite", user=user, title=f"account {person.pk}")
    send_activation(person=person)


def _create(identity: Identity, *, user: User | None) -> User:
    fields: dict[str, Any] = {
        "first_name": identity.first_name,
        "last_name": identity.last_name,
        "position": identity.position,
        "organisation": identity.organisation,
        "invited_by": user,
        "activated_at": None,
    }
    person = User(email=User.objects.normalize_email(identity.email).lower(), **fields)
    person.set_unusable_password()
    person.full_clean(exclude=["password"])
    person.save()
    return person
