"""Giving scopes, their options, inviting."""

from collections.abc import Callable
from datetime import datetime, time
from typing import Any, TypeVar

from django import forms
from django.core.exceptions import PermissionDenied
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.models import Page, get_page_models

from actors.enums import Noun, Option, Role, Verb
from actors.forms.answering import AnsweringForm, DateInput
from actors.forms.place import PlacedForm, place_field
from actors.models import Scope
from actors.queries.places import place_of
from actors.rules import Thing, can
from actors.rules.giving import can_give, options_of
from territories.models import Territory

T = TypeVar("T")


def givable_roles(user: Any) -> list[Role]:
    """The roles that `user` may give somewhere: to show no choice that is always refused."""
    places = [Thing(Noun.ACCOUNT, frozenset({scope.territory_id})) for scope in user.held_scopes if scope.territory_id]
    return [
        role
        for role in Role
        if any(can_give(user, role=role, options=(), place=place, organisation_id=None) for place in places)
    ]


class ScopeForm(PlacedForm):
    """A role, where, with which options, until when."""

    role = forms.ChoiceField(label=_("Role"), widget=forms.RadioSelect)
    place_name = place_field(
        _("Territory"),
        required=False,
        help_text=_("A commune, an intercommunal body, a département, a région: inside your own territory."),
    )
    site_address = forms.CharField(
        label=_("Or one site only"),
        required=False,
        max_length=300,
        help_text=_("The address of its page, copied from the browser."),
    )
    options = forms.MultipleChoiceField(label=_("Options"), required=False, widget=forms.CheckboxSelectMultiple)
    ends_on = forms.DateField(
        label=_("Until"), required=False, widget=DateInput, help_text=_("Leave blank for a role without end.")
    )
    field_order: Any = ("role", "place_name", "place", "site_address", "options", "ends_on")

    def __init__(self, *args: Any, user: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.user = user
        roles = givable_roles(user)
        self.fields["role"].choices = [(role.value, _capital(role.label)) for role in roles]  # type: ignore[attr-defined]
        known = {name: role for role in roles for name in options_of(role)}
        self.fields["options"].choices = [  # type: ignore[attr-defined]
            (name, f"{_capital(Option(name).label)} ({role.label})") for name, role in known.items()
        ]
        if not known:
            del self.fields["options"]

    def clean(self) -> dict[str, Any]:
        said = super().clean()
        if self.errors.keys() & {"place_name", "place", "site_address"}:
            return said
        territory, address = said.get("territory"), said.get("site_address", "")
        if bool(territory) == bool(address):
            self.add_error("place_name", _("Say on which territory, or on which site: one of the two."))
            return said
        on = territory or _site_at(address)
        if on is None or not can(self.user, Verb.INVITE, place_of(on)):
            # The same words for a site that is missing and for one that is another's.
            name = "place_name" if territory else "site_address"
            self.add_error(name, _("This is not in your territory.") if territory else _("No site of yours is there."))
        return said | {"on": on}

    def submit(self, service: Callable[..., T], **kwargs: Any) -> T | None:
        try:
            return super().submit(service, **kwargs)
        except PermissionDenied:
            self.add_error("role", _("This role, with these options, opens more there than you have yourself."))
            return None

    @property
    def on(self) -> Territory | Page:
        found: Territory | Page = self.cleaned_data["on"]
        return found

    @property
    def options_said(self) -> list[str]:
        """Of the role that was chosen: a box left ticked for another role means nothing."""
        known = options_of(self.cleaned_data["role"])
        return [name for name in self.cleaned_data.get("options", []) if name in known]

    @property
    def ends_at(self) -> datetime | None:
        """The end of that day."""
        day = self.cleaned_data.get("ends_on")
        return timezone.make_aware(datetime.combine(day, time.max)) if day else None


class OptionsForm(AnsweringForm):
    options = forms.MultipleChoiceField(label=_("Options"), required=False, widget=forms.CheckboxSelectMultiple)

    def __init__(self, *args: Any, scope: Scope, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["options"].choices = [  # type: ignore[attr-defined]
            (name, _capital(Option(name).label)) for name in options_of(scope.role)
        ]
        self.fields["options"].initial = scope.options


def _site_at(address: str) -> Page | None:
    """The site whose page has this address: its last part, whatever the host."""
    slug = address.strip().split("?")[0].rstrip("/").rsplit("/", 1)[-1]
    for model in get_page_models():
        if getattr(model, "noun", None) == Noun.SITE:
            return model._default_manager.filter(slug=slug).first()
    return None


def _capital(text: Any) -> str:
    text = str(text)
    return text[:1].upper() + text[1:]
