"""How allauth, which leads the flow of logging in, is made to follow the rules of this house.

Its messages and mails are ours, its sign-up is shut, its secrets are encrypted, and it counts no failed password: axes
does, by account and address (docs/decisions/0013).
"""

import time
from typing import Any, NoReturn

from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.internal.flows.login import get_authentication_records, record_authentication
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.models import Authenticator
from allauth.mfa.stages import AuthenticateStage
from django.conf import settings
from django.contrib import messages
from django.contrib.auth import authenticate
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from actors.enums import SecurityEvent
from actors.models import User
from actors.rules.clients import client_address, described_browser, shortened_address
from actors.rules.secrets import decrypted, encrypted
from actors.services.security import tell_security_event
from actors.views.browsers import knows_browser, remember_browser

MISMATCH = _("This e-mail and this password do not go together. Check both, capitals included.")
# allauth's own names of what it says, and ours. What is not here is not said: pages say it themselves.
SAID = {
    "mfa/messages/totp_activated.txt": _("The application is added. It will be asked for at each login."),
    "mfa/messages/totp_deactivated.txt": _("The application is removed."),
    "mfa/messages/webauthn_added.txt": _("The passkey is added. You can log in with it alone."),
    "mfa/messages/webauthn_removed.txt": _("The passkey is removed."),
}


class AccountAdapter(DefaultAccountAdapter):
    error_messages = DefaultAccountAdapter.error_messages | {
        "email_password_mismatch": MISMATCH,
        "incorrect_code": _(
            "This code is not the right one, or was used already. Wait for the next one and try again."
        ),
        "incorrect_password": _("This is not your password."),
        "too_many_login_attempts": _("Too many attempts. Wait five minutes, then try again."),
        "rate_limited": _("Too many attempts. Wait five minutes, then try again."),
    }

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False  # accounts are asked for or given

    def get_login_stages(self) -> list[str]:
        return ["actors.views.adapters.SecondFactorStage"]

    def get_client_ip(self, request: HttpRequest) -> str:
        return client_address(request)

    def is_ajax(self, request: HttpRequest) -> bool:
        return request.META.get("HTTP_ACCEPT") == "application/json"

    def is_safe_url(self, url: str | None) -> bool:
        return url_has_allowed_host_and_scheme(
            url or "", {self.request.get_host()}, require_https=self.request.is_secure()
        )

    def pre_authenticate(self, request: HttpRequest, **credentials: Any) -> None:
        """A limit by account alone would let anyone shut anyone out."""

    def reauthenticate(self, user: Any, password: str) -> bool:
        return authenticate(self.request, username=user.email, password=password) == user

    def is_reauthentication_required(self, *, app: str, **kwargs: Any) -> bool:
        """Someone who has just logged in is not asked who they are once more."""
        records = get_authentication_records(self.request, self.request.user)
        return not any(time.time() - record["at"] < settings.ACCOUNT_REAUTHENTICATION_TIMEOUT for record in records)

    def respond_user_inactive(self, request: HttpRequest, user: Any) -> HttpResponse:
        messages.error(request, gettext("This account is not open. Write to the pilots of your territory."))
        return HttpResponseRedirect(reverse("login"))

    def login(self, request: HttpRequest, user: Any) -> None:
        # Asked before: logging in dates the account.
        request.is_first_login = user.last_login is None  # type: ignore[attr-defined]
        super().login(request, user)

    def post_login(self, request: HttpRequest, user: Any, **kwargs: Any) -> HttpResponse:
        response = super().post_login(request, user, **kwargs)
        if not knows_browser(request, user):
            remember_browser(request, response, user)
            if not getattr(request, "is_first_login", False):
                tell(request, user, SecurityEvent.NEW_BROWSER)
        return response

    def add_message(
        self,
        request: HttpRequest,
        level: int,
        message_template: str | None = None,
        message_context: dict[str, Any] | None = None,
        extra_tags: str = "",
        message: str | None = None,
    ) -> None:
        said = message or SAID.get(message_template or "")
        if said:
            messages.add_message(request, level, str(said), extra_tags=extra_tags)

    def send_notification_mail(
        self, template_prefix: str, user: Any, context: dict[str, Any] | None = None, email: str | None = None
    ) -> None:
        event = template_prefix.rpartition("/")[2]
        if event in SecurityEvent.values:
            tell(self.request, user, SecurityEvent(event))

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> NoReturn:
        raise NotImplementedError(f"{template_prefix}: every mail goes through queue_mail.")


class SecondFactorAdapter(DefaultMFAAdapter):
    error_messages = DefaultMFAAdapter.error_messages | {
        "incorrect_code": AccountAdapter.error_messages["incorrect_code"],
    }

    def encrypt(self, text: str) -> str:
        return encrypted(text)

    def decrypt(self, encrypted_text: str) -> str:
        return decrypted(encrypted_text)

    def get_totp_issuer(self) -> str:
        return settings.PLATFORM_NAME

    def _get_site_name(self) -> str:
        return settings.PLATFORM_NAME

    def get_public_key_credential_user_entity(self, user: Any) -> dict[str, Any]:
        return super().get_public_key_credential_user_entity(user) | {"display_name": str(user), "name": user.email}

    def generate_authenticator_name(self, user: Any, type: Any) -> str:  # noqa: A002 - allauth's name
        number = Authenticator.objects.filter(user=user, type=type).count() + 1
        return gettext("Passkey %(number)s") % {"number": number}


class SecondFactorStage(AuthenticateStage):
    """Not asked of those whose provider of identity has asked already, and said so (docs/decisions/0014)."""

    def _should_handle(self, request: HttpRequest) -> bool:
        return super()._should_handle(request) and not has_shown_second_factor(request, self.login.user)


def has_shown_second_factor(request: HttpRequest, user: Any) -> bool:
    """In this very session: that the account has a second factor says nothing of who is in front of the screen."""
    return any(record.get("method") == "mfa" for record in get_authentication_records(request, user))


def remember_second_factor(request: HttpRequest, kind: str) -> None:
    """Whoever adds a factor has it in hand."""
    record_authentication(request, request.user, "mfa", type=kind)


def tell(request: HttpRequest, user: User, event: SecurityEvent) -> None:
    tell_security_event(
        user=user,
        event=event,
        browser=described_browser(request.headers.get("User-Agent", "")),
        address=shortened_address(client_address(request)),
    )
