"""Opening an account: a link, valid once and for seven days, by which its owner sets the password."""

import hashlib
import secrets
from datetime import timedelta

from django.conf import settings
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from wagtail.log_actions import log

from actors.models import ActivationLink, User
from actors.services.mails import queue_mail

LASTS = timedelta(days=7)
SECRET_BYTES = 32


def send_activation(*, person: User) -> None:
    """A new link, by mail. The one before it opens nothing any more."""
    secret = secrets.token_urlsafe(SECRET_BYTES)
    expires_at = timezone.now() + LASTS
    ActivationLink.objects.update_or_create(user=person, defaults={"digest": _digest(secret), "expires_at": expires_at})
    queue_mail(
        to=person.email,
        subject=_("Your account is ready: choose your password"),
        template="activation",
        context={
            "person": person,
            "expires_at": expires_at,
            "url": settings.WAGTAILADMIN_BASE_URL + reverse("open_account_by_link", args=[secret]),
        },
    )


def find_link(secret: str) -> ActivationLink | None:
    """The link that `secret` is, over or not; None for anything else, and for accounts that are closed."""
    links = ActivationLink.objects.select_related("user").filter(user__is_active=True)
    return links.filter(digest=_digest(secret)).first()


def is_over(link: ActivationLink) -> bool:
    return link.expires_at <= timezone.now()


@transaction.atomic
def open_account(*, secret: str, password: str) -> User:
    """Set the first password. The link is gone, whoever comes second with it."""
    link = find_link(secret)
    locked = ActivationLink.objects.select_for_update().filter(pk=link.pk).first() if link else None
    if link is None or locked is None or is_over(link):
        raise ValidationError(_("This link has been used already, or is over."), code="over")
    person = link.user
    _check(password, person)
    person.set_password(password)
    person.activated_at = timezone.now()
    person.save(update_fields=["password", "activated_at"])
    locked.delete()
    log(instance=person, action="actors.open_account", user=person, title=f"account {person.pk}")
    return person


@transaction.atomic
def renew_link(*, secret: str) -> bool:
    """A new link for who shows one that is over: sent to the address of the account, never shown. Once per link."""
    link = find_link(secret)
    if link is None or not is_over(link):
        return False
    send_activation(person=link.user)
    return True


def _check(password: str, person: User) -> None:
    try:
        validate_password(password, person)
    except ValidationError as refusal:
        raise ValidationError({"password": refusal.messages}) from refusal


def _digest(secret: str) -> str:
    return hashlib.sha256(secret.encode()).hexdigest()
