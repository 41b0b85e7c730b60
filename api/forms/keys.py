"""Asking for a key, deciding on it, renewing it."""

from datetime import datetime, time, timedelta
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from actors.enums import Precision, PrecisionPolicy
from actors.forms.answering import AnsweringForm, DateInput
from actors.rules.precision import partner_precision
from territories.models import Territory
from territories.queries import search_territories
from territories.rules.text import search_key

MAX_PLACES, CANDIDATES = 20, 8
PRECISIONS = (
    (Precision.COMMUNE, _("By commune: each site at the reference point of its commune")),
    (Precision.EXACT, _("Exact: each site where it is, when the agreement says so")),
)


def precisions() -> list[tuple[Precision, Any]]:
    """Those that this deployment lets keys have."""
    is_exact = partner_precision() == PrecisionPolicy.EXACT
    return [one for one in PRECISIONS if is_exact or one[0] != Precision.EXACT]


OVERLAPS = ((0, _("none: at once")), (1, _("one day")), (7, _("seven days")), (30, _("thirty days")))


class KeyRequestForm(AnsweringForm):
    purpose = forms.CharField(
        label=_("What is the key for?"),
        max_length=200,
        help_text=_("For instance: the map of sites on our own members' area. The national team decides on it."),
    )
    contact = forms.EmailField(
        label=_("Technical contact"),
        help_text=_("Told of the answer. An address of your organisation: name@organisation.org"),
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
    )
    places = forms.CharField(
        label=_("Territories"),
        help_text=_("One a line: a name, or a key such as FR-departement-93. Only what the purpose needs."),
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    precision = forms.ChoiceField(
        label=_("Precision of places"), choices=precisions, initial=Precision.COMMUNE, widget=forms.RadioSelect
    )
    ends_on = forms.DateField(label=_("Until"), widget=DateInput, help_text=_("Within two years."))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["ends_on"].initial = timezone.localdate() + timedelta(days=365)

    def clean_places(self) -> list[Territory]:
        names = list(dict.fromkeys(line.strip() for line in self.cleaned_data["places"].splitlines() if line.strip()))
        if len(names) > MAX_PLACES:
            raise ValidationError(_("Name at most %d territories: take a larger one that holds them.") % MAX_PLACES)
        found, problems = [], []
        for name in names:
            try:
                found.append(place_called(name))
            except ValidationError as problem:
                problems.append(problem)
        if problems:
            raise ValidationError(problems)
        return list({place.pk: place for place in found}.values())

    @property
    def facts(self) -> dict[str, Any]:
        said = self.cleaned_data
        last = timezone.make_aware(datetime.combine(said["ends_on"], time.max))
        told = {name: said[name] for name in ("purpose", "contact", "precision")}
        return told | {"territories": said["places"], "expires_at": last}


class GrantForm(AnsweringForm):
    agreed_on = forms.DateField(
        label=_("Agreement signed on"), widget=DateInput, help_text=_("The day written on the signed agreement.")
    )
    precision = forms.ChoiceField(label=_("Precision of places"), choices=precisions, widget=forms.RadioSelect)
    requests_per_minute = forms.IntegerField(
        label=_("Requests per minute"),
        min_value=1,
        max_value=100_000,
        required=False,
        help_text=_("Leave blank for what every key has."),
    )


class RefuseKeyForm(AnsweringForm):
    reason = forms.CharField(
        label=_("Why is the key refused?"),
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("The organisation will read it."),
    )


class RenewForm(AnsweringForm):
    overlap = forms.TypedChoiceField(
        label=_("How long the former key still opens"), choices=OVERLAPS, coerce=int, initial=7, empty_value=None
    )

    @property
    def time(self) -> timedelta:
        return timedelta(days=self.cleaned_data["overlap"])


def place_called(name: str) -> Territory:
    """A place by its key, its code or its whole name; who is not sure of one says which there are."""
    keyed = Territory.objects.keyed(name).first()
    if keyed:
        return keyed
    candidates = search_territories(name, limit=CANDIDATES)
    wanted = search_key(name)
    exact = [one for one in candidates if wanted in {one.search_name, one.code.lower(), search_key(one.label)}]
    found = exact or candidates
    if len(found) == 1:
        return found[0]
    if not found:
        raise ValidationError(_("No territory is called “%(name)s”."), params={"name": name})
    keys = ", ".join(f"{one.label} = {one.key}" for one in found)
    raise ValidationError(_("Several territories answer to “%(name)s”: %(keys)s."), params={"name": name, "keys": keys})
