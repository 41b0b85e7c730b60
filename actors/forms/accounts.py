"""Accounts: inviting, looking for, suspending, forgetting; the charter; the first password."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from actors.enums import AccountState, Role
from actors.forms.access import kind_field, organisation_field
from actors.forms.answering import AnsweringForm
from actors.forms.place import PlacedForm, place_field
from actors.forms.scopes import ScopeForm
from actors.queries.accounts import AccountFilter


class InvitationForm(ScopeForm):
    first_name = forms.CharField(label=_("First name"), max_length=80)
    last_name = forms.CharField(label=_("Last name"), max_length=80)
    email = forms.EmailField(label=_("Work e-mail"), help_text=_("Expected form: name@organisation.org"))
    position = forms.CharField(label=_("Position"), max_length=120, required=False)
    organisation_name = organisation_field()
    organisation_kind = kind_field()
    field_order = (
        "first_name",
        "last_name",
        "email",
        "position",
        "organisation_name",
        "organisation_kind",
        *ScopeForm.field_order,
    )


class AccountFilterForm(PlacedForm):
    """A list that one narrows. By GET: an address that can be kept."""

    q = forms.CharField(label=_("Name or e-mail"), required=False, max_length=100)
    role = forms.ChoiceField(label=_("Role"), required=False, choices=[("", _("all")), *Role.choices])
    state = forms.ChoiceField(
        label=_("State"),
        required=False,
        choices=[("", _("all")), *[one for one in AccountState.choices if one[0] != AccountState.ANONYMOUS]],
    )
    organisation = forms.CharField(label=_("Organisation"), required=False, max_length=200)
    place_name = place_field(_("Territory"), required=False, help_text="")

    @property
    def wanted(self) -> AccountFilter:
        said: dict[str, Any] = self.cleaned_data if self.is_bound else {}
        return AccountFilter(
            text=said.get("q", ""),
            role=said.get("role", ""),
            state=said.get("state", ""),
            organisation=said.get("organisation", "").strip(),
            territory=said.get("territory"),
        )


class SuspendForm(AnsweringForm):
    reason = forms.CharField(
        label=_("Why is this account suspended?"), max_length=300, help_text=_("The person concerned will read it.")
    )


class ForgetForm(AnsweringForm):
    """Asked twice: it cannot be undone."""

    understood = forms.BooleanField(label=_("I understand that my account cannot be brought back"))
    password = forms.CharField(
        label=_("Your password"),
        widget=forms.PasswordInput(attrs={"autocomplete": "current-password"}),
        strip=False,
    )

    def __init__(self, *args: Any, user: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not user.has_usable_password():
            del self.fields["password"]


class PasswordForm(AnsweringForm):
    """The first password, typed once: it can be shown, and another be asked for."""

    password = forms.CharField(
        label=_("Password"),
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
        help_text=_("15 characters or more: a sentence that you will remember is best. No other rule."),
    )


class CharterForm(AnsweringForm):
    version = forms.IntegerField(widget=forms.HiddenInput)
    has_read = forms.BooleanField(label=_("I have read this charter"), required=False)
    commits = forms.BooleanField(label=_("I undertake to respect it"), required=False)


class NewCharterForm(AnsweringForm):
    text = forms.CharField(
        label=_("Text of the charter"),
        widget=forms.Textarea(attrs={"rows": 20}),
        help_text=_("Titles begin with ##, lists with a hyphen."),
        max_length=20_000,
    )
    summary = forms.CharField(
        label=_("What changes"), max_length=300, help_text=_("Shown to everyone before they sign again.")
    )
