"""Forgotten and changed passwords."""

from typing import Any

from allauth.core import ratelimit
from allauth.decorators import rate_limit
from allauth.usersessions.models import UserSession
from django.contrib import messages
from django.contrib.auth.views import (
    PasswordChangeView,
    PasswordResetCompleteView,
    PasswordResetConfirmView,
    PasswordResetDoneView,
)
from django.http import HttpRequest, HttpResponse
from django.urls import reverse_lazy
from django.utils.decorators import method_decorator
from django.utils.translation import gettext as _
from django.views.generic import FormView

from actors.forms.signing_in import ChangePasswordForm, NewPasswordForm, PasswordLinkForm
from actors.models import User
from actors.rules.clients import client_address, described_browser, shortened_address
from actors.services.passwords import password_changed, send_password_link


class ForgottenPasswordView(FormView):
    """The answer is the same whether the e-mail is known or not."""

    template_name = "actors/forgotten_password.html"
    form_class = PasswordLinkForm
    success_url = reverse_lazy("password_reset_done")

    def form_valid(self, form: PasswordLinkForm) -> HttpResponse:
        email = form.cleaned_data["email"].lower()
        refused = ratelimit.consume_or_429(self.request, action="reset_password", key=email)
        if refused:
            return refused
        send_password_link(email=email)
        return super().form_valid(form)


class LinkSentView(PasswordResetDoneView):
    template_name = "actors/password_link_sent.html"


class NewPasswordView(PasswordResetConfirmView):
    """Opens no session: the second factor would be walked round."""

    template_name = "actors/new_password.html"
    form_class = NewPasswordForm

    def form_valid(self, form: Any) -> HttpResponse:
        response = super().form_valid(form)
        _after_change(self.request, form.user)
        return response


class PasswordChosenView(PasswordResetCompleteView):
    template_name = "actors/password_chosen.html"


@method_decorator(rate_limit(action="change_password"), name="dispatch")
class ChangePasswordView(PasswordChangeView):
    template_name = "actors/change_password.html"
    form_class = ChangePasswordForm
    success_url = reverse_lazy("mfa_index")

    def form_valid(self, form: Any) -> HttpResponse:
        response = super().form_valid(form)
        UserSession.objects.create_from_request(self.request)  # which has another key from here on
        _after_change(self.request, form.user, but=self.request.session.session_key)
        messages.success(self.request, _("Your password is changed, and you are logged out everywhere else."))
        return response


def _after_change(request: HttpRequest, user: User, but: str | None = None) -> None:
    browser = described_browser(request.headers.get("User-Agent", ""))
    password_changed(user=user, browser=browser, address=shortened_address(client_address(request)), but=but)
