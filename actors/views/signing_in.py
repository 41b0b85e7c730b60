"""The one door: password, second factor, passkey, and being asked again who one is."""

import logging
from datetime import datetime
from typing import Any

from allauth.account.models import Login
from allauth.account.utils import get_next_redirect_url
from allauth.account.views import LoginView, LogoutView, ReauthenticateView
from allauth.mfa.base.views import AuthenticateView
from allauth.mfa.base.views import ReauthenticateView as CodeAgainView
from allauth.mfa.webauthn.internal.flows import perform_passwordless_login
from allauth.mfa.webauthn.views import LoginWebAuthnView, ReauthenticateWebAuthnView
from axes.models import AccessAttempt
from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.utils import timezone

from actors.enums import SecurityEvent
from actors.forms.signing_in import CodeAgainForm, ConfirmPasswordForm, SecondFactorForm, SignInForm
from actors.rules.clients import client_address
from actors.rules.throttling import attempted_account
from actors.views.adapters import tell

logger = logging.getLogger("security")


class SignInView(LoginView):
    template_name = "actors/login.html"
    form_class = SignInForm

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(**kwargs) | {
            "provider": settings.OIDC_PROVIDER_NAME if settings.OIDC_ISSUER else ""
        }


class SignOutView(LogoutView):
    """By a form only: a link could be hidden in any page, to put people out."""

    http_method_names = ["post", "options"]


class SecondFactorView(AuthenticateView):
    template_name = "actors/second_factor.html"
    form_class = SecondFactorForm

    def form_valid(self, form: Any) -> HttpResponse:
        response = super().form_valid(form)
        authenticator = getattr(form, "authenticator", None)
        if authenticator is not None and authenticator.type == authenticator.Type.RECOVERY_CODES:
            tell(self.request, authenticator.user, SecurityEvent.RECOVERY_CODE_USED)
        return response

    def form_invalid(self, form: Any) -> HttpResponse:
        logger.warning("second factor refused", extra={"account": self.stage.login.user.pk})
        return super().form_invalid(form)


class PasskeySignInView(LoginWebAuthnView):
    """The browser fetches what to sign, then sends the form: one touch instead of password and code."""

    def form_valid(self, form: Any) -> HttpResponse:
        authenticator = form.cleaned_data["credential"]
        login = Login(user=authenticator.user, redirect_url=get_next_redirect_url(self.request))
        return perform_passwordless_login(self.request, authenticator, login)


class PasswordAgainView(ReauthenticateView):
    template_name = "actors/confirm_password.html"
    form_class = ConfirmPasswordForm


class SecondFactorAgainView(CodeAgainView):
    template_name = "actors/confirm_code.html"
    form_class = CodeAgainForm


class PasskeyAgainView(ReauthenticateWebAuthnView):
    template_name = "actors/confirm_passkey.html"


def locked_out(request: HttpRequest, credentials: dict[str, Any] | None, *_: Any) -> HttpResponseBase:
    """How long to wait, and what to do meanwhile. Known and unknown accounts get the same page."""
    return render(request, "actors/locked_out.html", {"until": _opens_again_at(request, credentials)}, status=429)


def _opens_again_at(request: HttpRequest, credentials: dict[str, Any] | None) -> datetime:
    failures = AccessAttempt.objects.filter(
        username=attempted_account(request, credentials), ip_address=client_address(request)
    )
    last = failures.order_by("-attempt_time").values_list("attempt_time", flat=True).first()
    return (last or timezone.now()) + settings.AXES_COOLOFF_TIME
