"""Logging in, showing a second factor, choosing a password."""

from typing import Any

from allauth.account.forms import LoginForm
from allauth.account.forms import ReauthenticateForm as PasswordAgainForm
from allauth.mfa.base.forms import AuthenticateForm, ReauthenticateForm
from allauth.mfa.totp.forms import ActivateTOTPForm
from allauth.mfa.webauthn.forms import AddWebAuthnForm, EditWebAuthnForm
from django import forms
from django.contrib.auth.forms import PasswordChangeForm, SetPasswordForm
from django.utils.translation import gettext_lazy as _

CODE = {"autocomplete": "one-time-code", "inputmode": "numeric", "autocapitalize": "off", "spellcheck": "false"}


class SignInForm(LoginForm):
    """The same words for an unknown e-mail and for a wrong password: neither tells who has an account."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["login"] = forms.EmailField(
            label=_("E-mail"),
            help_text=_("Expected form: name@organisation.org"),
            widget=forms.EmailInput(attrs={"autocomplete": "username"}),
        )
        self.fields["password"] = forms.CharField(
            label=_("Password"),
            strip=False,
            widget=forms.PasswordInput(attrs={"autocomplete": "current-password"}),
        )


class SecondFactorForm(AuthenticateForm):
    code = forms.CharField(
        label=_("Code"),
        help_text=_("The 6 figures of your application, or one of your recovery codes."),
        widget=forms.TextInput(attrs=CODE),
    )


class CodeAgainForm(ReauthenticateForm):
    code = forms.CharField(
        label=_("Code"),
        help_text=_("The 6 figures of your application, or one of your recovery codes."),
        widget=forms.TextInput(attrs=CODE),
    )


class ConfirmPasswordForm(PasswordAgainForm):
    password = forms.CharField(
        label=_("Password"), strip=False, widget=forms.PasswordInput(attrs={"autocomplete": "current-password"})
    )


class TimeCodeForm(ActivateTOTPForm):
    code = forms.CharField(
        label=_("Code shown by the application"), help_text=_("6 figures."), widget=forms.TextInput(attrs=CODE)
    )


class PasskeyForm(AddWebAuthnForm):
    """A passkey is named by its owner; what the browser made of it comes hidden."""

    name = forms.CharField(
        label=_("Name of this passkey"),
        help_text=_("To recognise it in your list: “office computer”, “my phone”."),
        max_length=60,
        required=False,
    )
    passwordless = None


class PasskeyNameForm(EditWebAuthnForm):
    name = forms.CharField(label=_("Name of this passkey"), max_length=60)


class PasswordLinkForm(forms.Form):
    email = forms.EmailField(
        label=_("E-mail"),
        help_text=_("The one of your account. Expected form: name@organisation.org"),
        widget=forms.EmailInput(attrs={"autocomplete": "username"}),
    )


class NewPasswordForm(SetPasswordForm):
    """The page tells the rules in one sentence; Django would list them once more under the field."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["new_password1"].help_text = ""


class ChangePasswordForm(PasswordChangeForm):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["new_password1"].help_text = ""
