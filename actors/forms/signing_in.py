"""Signing in."""

from django.contrib.auth.forms import AuthenticationForm
from django.utils.translation import gettext_lazy as _


class LoginForm(AuthenticationForm):
    """The same words for an unknown e-mail and for a wrong password: neither tells who has an account."""

    error_messages = {
        "invalid_login": _("This e-mail and this password do not go together. Check both, capitals included."),
        "inactive": _("This e-mail and this password do not go together. Check both, capitals included."),
    }
