"""Choosing among the organisations that have an account."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from actors.enums import OrganisationKind
from actors.queries.organisations import Directory


class OrganisationFilterForm(forms.Form):
    territoire = forms.ChoiceField(label=_("Territory"), required=False)
    type = forms.ChoiceField(
        label=_("Kind of organisation"), required=False, choices=[("", _("all kinds")), *OrganisationKind.choices]
    )

    def __init__(self, *args: Any, directory: Directory, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.directory = directory
        self.places = {place.key: place for place in directory.places}
        choices = [(key, place.name) for key, place in self.places.items()]
        self.fields["territoire"].choices = [("", _("all territories")), *choices]  # type: ignore[attr-defined]

    @property
    def found(self) -> Directory:
        """Nothing, for a question that was not understood."""
        if not self.is_valid():
            return Directory([])
        said = self.cleaned_data
        return self.directory.narrowed(place=self.places.get(said["territoire"]), kind=said["type"])
