"""“Sécurité”: second factors, recovery codes, and where one is logged in."""

from typing import Any

from allauth.mfa.base.views import IndexView
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.views import GenerateRecoveryCodesView, ViewRecoveryCodesView
from allauth.mfa.totp.views import ActivateTOTPView, DeactivateTOTPView
from allauth.mfa.webauthn.views import AddWebAuthnView, EditWebAuthnView, RemoveWebAuthnView
from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseBase, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.urls import reverse, reverse_lazy
from django.utils.http import url_has_allowed_host_and_scheme, urlencode

from actors.forms.signing_in import PasskeyForm, PasskeyNameForm, TimeCodeForm
from actors.registry import EntryStep
from actors.rules.second_factor import needs_second_factor
from actors.views.adapters import has_shown_second_factor, remember_second_factor

FACTORS = (Authenticator.Type.TOTP, Authenticator.Type.WEBAUTHN)


class SecurityView(IndexView):
    template_name = "actors/security.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context_data(**kwargs)
        return context | {"must": needs_second_factor(self.request.user)}


def second_factor_step(request: HttpRequest) -> HttpResponseBase:
    """The step before entering: show the factor that one has, or choose a first one."""
    then = request.GET.get("next", "")
    if not url_has_allowed_host_and_scheme(then, {request.get_host()}, require_https=request.is_secure()):
        then = reverse("dashboard")
    if has_shown_second_factor(request, request.user):
        return redirect(then)
    kinds = set(Authenticator.objects.filter(user=request.user, type__in=FACTORS).values_list("type", flat=True))
    if kinds:
        name = "mfa_reauthenticate" if Authenticator.Type.TOTP in kinds else "mfa_reauthenticate_webauthn"
        return redirect(f"{reverse(name)}?{urlencode({'next': then})}")
    return render(request, "actors/second_factor_step.html")


class OwnersOnly:
    """Factors are added by someone who has shown one, if there is one: a password alone must not add its own."""

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        user: Any = request.user
        if user.is_authenticated and not has_shown_second_factor(request, user) and has_factor(user):
            query = urlencode({"next": request.get_full_path()})
            return HttpResponseRedirect(f"{reverse('second_factor')}?{query}")
        return super().dispatch(request, *args, **kwargs)  # type: ignore[misc]


class AddApplicationView(OwnersOnly, ActivateTOTPView):
    template_name = "actors/add_application.html"
    form_class = TimeCodeForm

    def form_valid(self, form: Any) -> HttpResponse:
        response = super().form_valid(form)
        remember_second_factor(self.request, Authenticator.Type.TOTP)
        return response


class RemoveApplicationView(OwnersOnly, DeactivateTOTPView):
    template_name = "actors/remove_application.html"


class AddPasskeyView(OwnersOnly, AddWebAuthnView):
    template_name = "actors/add_passkey.html"
    form_class = PasskeyForm

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """The browser is asked for a key that can do without a password, and takes another if it must."""
        context = super().get_context_data(**kwargs) | kwargs
        options = dict(context["js_data"]["creation_options"]["publicKey"])
        options["authenticatorSelection"] = {"residentKey": "preferred", "userVerification": "preferred"}
        return context | {"options": {"publicKey": options}}

    def form_valid(self, form: Any) -> HttpResponse:
        response = super().form_valid(form)
        remember_second_factor(self.request, Authenticator.Type.WEBAUTHN)
        return response


class RenamePasskeyView(OwnersOnly, EditWebAuthnView):
    template_name = "actors/rename_passkey.html"
    form_class = PasskeyNameForm
    success_url = reverse_lazy("mfa_index")


class RemovePasskeyView(OwnersOnly, RemoveWebAuthnView):
    template_name = "actors/remove_passkey.html"
    success_url = reverse_lazy("mfa_index")


class RecoveryCodesView(OwnersOnly, ViewRecoveryCodesView):
    template_name = "actors/recovery_codes.html"


class NewRecoveryCodesView(OwnersOnly, GenerateRecoveryCodesView):
    template_name = "actors/new_recovery_codes.html"


def second_factor_is_due(request: HttpRequest) -> bool:
    if not settings.SECOND_FACTOR_REQUIRED or has_shown_second_factor(request, request.user):
        return False
    return needs_second_factor(request.user)


SECOND_FACTOR_STEP = EntryStep(
    order=10,
    is_due=second_factor_is_due,
    address="second_factor",
    open_names=frozenset(
        {
            "mfa_activate_totp",
            "mfa_add_webauthn",
            "account_reauthenticate",
            "mfa_reauthenticate",
            "mfa_reauthenticate_webauthn",
        }
    ),
)


def has_factor(user: Any) -> bool:
    return Authenticator.objects.filter(user=user, type__in=FACTORS).exists()
