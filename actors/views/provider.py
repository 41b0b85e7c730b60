"""Logging in with a provider of identity, by OpenID Connect: ProConnect, or any other that signs what it says."""

import logging
from typing import Any

import jwt
import requests
from allauth.account.internal.flows.login import perform_login, record_authentication
from allauth.account.models import Login
from django.conf import settings
from django.contrib import messages
from django.core.exceptions import SuspiciousOperation
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from mozilla_django_oidc.auth import OIDCAuthenticationBackend
from mozilla_django_oidc.views import OIDCAuthenticationCallbackView, OIDCAuthenticationRequestView

from actors.enums import SecurityEvent
from actors.models import User
from actors.policies import PasswordBackend
from actors.services.identities import Vouched, find_account
from actors.views.adapters import tell

logger = logging.getLogger(__name__)
# Which asks at each request whether the account is open; the provider's own would not.
SESSIONS_BY = f"{PasswordBackend.__module__}.{PasswordBackend.__qualname__}"


class ProviderBackend(OIDCAuthenticationBackend):
    """mozilla-django-oidc checks signatures, state and nonce; who speaks, to whom and until when is checked here."""

    def verify_token(self, token: str, **kwargs: Any) -> dict[str, Any]:
        try:
            said: dict[str, Any] = super().verify_token(token, **kwargs)
        except (jwt.PyJWTError, KeyError, TypeError) as problem:
            raise SuspiciousOperation(f"token refused: {type(problem).__name__}") from problem
        audience = said.get("aud")
        if said.get("iss") != settings.OIDC_ISSUER:
            raise SuspiciousOperation("token of another issuer")
        if self.OIDC_RP_CLIENT_ID not in (audience if isinstance(audience, list) else [audience]):
            raise SuspiciousOperation("token for another client")
        if kwargs.get("nonce") and not {"exp", "sub"} <= said.keys():
            raise SuspiciousOperation("token without end or subject")
        return said

    def get_or_create_user(self, access_token: str, id_token: str, payload: dict[str, Any]) -> User | None:
        """The account of that identity, if there is one: none is ever created."""
        claims = self.get_userinfo(access_token, id_token, payload)
        if claims.get("sub") != payload["sub"]:
            raise SuspiciousOperation("userinfo of somebody else")
        vouched = Vouched(
            issuer=payload["iss"],
            subject=payload["sub"],
            email=str(claims.get("email") or ""),
            email_is_verified=claims.get("email_verified", settings.OIDC_EMAILS_ARE_VERIFIED) is True,
        )
        user, is_new = find_account(vouched=vouched)
        self.request.provider_said = {"acr": payload.get("acr"), "is_new": is_new, "answered": True}
        return user


class GoToProviderView(OIDCAuthenticationRequestView):
    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        _refuse_when_off()
        return super().dispatch(request, *args, **kwargs)


class BackFromProviderView(OIDCAuthenticationCallbackView):
    user: User

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        _refuse_when_off()
        try:
            return super().dispatch(request, *args, **kwargs)
        except (SuspiciousOperation, requests.RequestException, ValueError) as problem:
            logger.warning("login by the provider refused: %s", _told(problem))
            return self.login_failure()

    def login_success(self) -> HttpResponse:
        """By the same flow as a password: second factor, gate, list of sessions."""
        said = self.request.provider_said
        self.user.backend = SESSIONS_BY
        record_authentication(self.request, self.user, "provider")
        if said["is_new"]:
            tell(self.request, self.user, SecurityEvent.PROVIDER_LINKED)
        elif said["acr"] in settings.OIDC_SECOND_FACTOR_ACR:
            record_authentication(self.request, self.user, "mfa", type="provider")
        return perform_login(
            self.request, Login(user=self.user, redirect_url=self.request.session.get("oidc_login_next"))
        )

    def login_failure(self) -> HttpResponse:
        if getattr(self.request, "provider_said", None):
            context = {"provider": settings.OIDC_PROVIDER_NAME}
            return render(self.request, "actors/unknown_identity.html", context, status=403)
        messages.error(
            self.request, _("%(name)s did not confirm who you are. Try again.") % {"name": settings.OIDC_PROVIDER_NAME}
        )
        return HttpResponseRedirect(reverse("login"))


def _refuse_when_off() -> None:
    if not settings.OIDC_ISSUER:
        raise Http404


def _told(problem: Exception) -> str:
    """Answers of the provider may hold tokens: only our own words are logged."""
    return str(problem) if isinstance(problem, SuspiciousOperation) else type(problem).__name__
