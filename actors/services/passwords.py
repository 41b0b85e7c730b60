"""Forgotten and changed passwords."""

from axes.utils import reset as forget_failures
from django.contrib.auth.tokens import default_token_generator
from django.db import transaction
from django.urls import reverse
from django.utils.encoding import force_bytes
from django.utils.http import urlsafe_base64_encode
from django.utils.translation import gettext as _

from actors.enums import SecurityEvent
from actors.models import User
from actors.rules.throttling import account_mark
from actors.services.mails import queue_mail
from actors.services.security import tell_security_event
from actors.services.sessions import end_sessions


def send_password_link(*, email: str) -> None:
    """A link that works once, for a limited time, if there is such an account.

    The same is done for an unknown e-mail (link, mail, row), then undone: neither the answer nor its time says which.
    """
    user = User.objects.filter(email__iexact=email, is_active=True).first()
    known = user is not None and user.has_usable_password()
    with transaction.atomic():
        _write_link(user if user is not None else _nobody(email))
        if not known:
            transaction.set_rollback(True)


@transaction.atomic
def password_changed(*, user: User, browser: str, address: str, but: str | None = None) -> None:
    """Everyone else who holds the account is put out, and its owner is told."""
    end_sessions(user=user, but=but)
    forget_failures(username=account_mark(user.email))
    tell_security_event(user=user, event=SecurityEvent.PASSWORD_CHANGED, browser=browser, address=address)


def _write_link(user: User) -> None:
    number = urlsafe_base64_encode(force_bytes(user.pk))
    path = reverse("password_reset_confirm", args=[number, default_token_generator.make_token(user)])
    queue_mail(to=user.email, subject=_("Choose a new password"), template="password_link", context={"path": path})


def _nobody(email: str) -> User:
    return User(pk=0, email=email, password="!")  # noqa: S106 - no password at all
