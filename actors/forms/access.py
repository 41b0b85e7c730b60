"""Asking for access, and deciding on a request."""

import re
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from actors.enums import OrganisationKind
from actors.forms.answering import AnsweringForm
from actors.forms.place import PlacedForm
from actors.forms.scopes import ScopeForm
from actors.models import AccessRequest, Organisation

# Mails greet people by what was typed here, at an address that anyone may type: names, never links.
NAME = re.compile(r"[^\W\d_]+(?:[ '’.\-]+[^\W\d_]+)*\.?")


def organisation_field() -> forms.CharField:
    widget = forms.TextInput(attrs={"list": "organisations", "autocomplete": "organization"})
    return forms.CharField(label=_("Organisation"), max_length=200, widget=widget)


def kind_field() -> forms.ChoiceField:
    choices = [("", _("— choose —")), *OrganisationKind.choices]
    help_text = _("Only if the platform does not know this organisation yet.")
    return forms.ChoiceField(label=_("Kind of organisation"), choices=choices, required=False, help_text=help_text)


def organisation_names() -> list[str]:
    return list(Organisation.objects.filter(is_active=True).values_list("name", flat=True))


class AccessRequestForm(PlacedForm):
    """Public. Its answer is the same whoever asks, whether or not the e-mail has an account."""

    first_name = forms.CharField(
        label=_("First name"), max_length=80, widget=forms.TextInput(attrs={"autocomplete": "given-name"})
    )
    last_name = forms.CharField(
        label=_("Last name"), max_length=80, widget=forms.TextInput(attrs={"autocomplete": "family-name"})
    )
    email = forms.EmailField(
        label=_("Work e-mail"),
        help_text=_("Expected form: name@organisation.org"),
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
    )
    position = forms.CharField(
        label=_("Position"), max_length=120, widget=forms.TextInput(attrs={"autocomplete": "organization-title"})
    )
    organisation_name = organisation_field()
    organisation_kind = kind_field()
    reason = forms.CharField(
        label=_("Why do you need access?"),
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("What you do there, with whom. Name no one who lives on a site."),
    )
    # People do not see it; programs that fill every field do.
    website = forms.CharField(label=_("Leave this field empty"), required=False, max_length=200)
    field_order = (
        "first_name",
        "last_name",
        "email",
        "position",
        "organisation_name",
        "organisation_kind",
        "place_name",
        "place",
        "reason",
        "website",
    )

    def clean_first_name(self) -> str:
        return _name(self.cleaned_data["first_name"])

    def clean_last_name(self) -> str:
        return _name(self.cleaned_data["last_name"])

    @property
    def is_from_a_program(self) -> bool:
        return bool(self.data.get("website"))

    @property
    def facts(self) -> dict[str, Any]:
        names = ("first_name", "last_name", "email", "position", "reason", "territory", "organisation_kind")
        name = self.cleaned_data["organisation_name"]
        known = Organisation.objects.filter(is_active=True, name__iexact=name.strip()).first()
        said = {key: self.cleaned_data[key] for key in names}
        return said | {"organisation": known, "organisation_name": "" if known else name}


class AcceptForm(ScopeForm):
    """The organisation and the scope, filled in with what was asked."""

    organisation_name = organisation_field()
    organisation_kind = kind_field()
    field_order = ("organisation_name", "organisation_kind", "role", "place_name", "place", "site_address")

    def __init__(self, *args: Any, asked: AccessRequest, **kwargs: Any) -> None:
        kwargs["initial"] = {
            "organisation_name": asked.workplace,
            "organisation_kind": asked.organisation_kind,
            "place_name": asked.territory.label,
        }
        super().__init__(*args, **kwargs)


class RefuseForm(AnsweringForm):
    reason = forms.CharField(
        label=_("Why is access refused?"),
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("The person who asked will read it."),
    )


def _name(text: str) -> str:
    text = " ".join(text.split())
    if not NAME.fullmatch(text):
        raise ValidationError(_("A name is made of letters, hyphens and apostrophes."))
    return text
