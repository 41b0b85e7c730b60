"""A territory in words: its name, a postal code, an official code; chosen among homonyms when several answer."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from actors.forms.answering import AnsweringForm
from territories.models import Territory
from territories.queries import search_territories
from territories.rules.text import search_key

CANDIDATES = 8


def place_field(label: Any, *, help_text: Any, required: bool = True) -> forms.CharField:
    """Where scripts run the browser suggests names (static/js/place-names.js); everywhere, the answer asks which."""
    widget = forms.TextInput(attrs={"autocomplete": "off", "data-place-names": ""})
    return forms.CharField(label=label, max_length=160, required=required, help_text=help_text, widget=widget)


class PlacedForm(AnsweringForm):
    """Ends with `territory` in its cleaned data (None when nothing was typed and nothing is required)."""

    place_name = place_field(
        _("Territory"), help_text=_("A commune, an intercommunal body, a département, a région, or the whole country.")
    )
    place = forms.ChoiceField(label=_("Which one?"), required=False, widget=forms.RadioSelect)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        words = str(self.data.get("place_name", "")).strip() if self.is_bound else ""
        self.candidates = search_territories(words, limit=CANDIDATES) if words else []
        choices = [(str(place.pk), f"{place.label} · {place.get_level_display()}") for place in self.candidates]
        self.fields["place"].choices = choices  # type: ignore[attr-defined]

    @property
    def asks_which_place(self) -> bool:
        return len(self.candidates) > 1 and "territory" not in getattr(self, "cleaned_data", {})

    def clean(self) -> dict[str, Any]:
        said: dict[str, Any] = super().clean() or {}
        if self.errors.keys() & {"place_name", "place"}:
            return said
        if not said.get("place_name"):
            return said | {"territory": None}
        try:
            return said | {"territory": self._territory(said)}
        except ValidationError as error:
            self.add_error("place_name", error)
            return said

    def _territory(self, said: dict[str, Any]) -> Territory:
        chosen = next((place for place in self.candidates if str(place.pk) == said.get("place")), None)
        if chosen:
            return chosen
        if not self.candidates:
            raise ValidationError(_("No territory has this name or this code."))
        key = search_key(said["place_name"])
        exact = [
            place
            for place in self.candidates
            if key in {place.search_name, place.code.lower(), search_key(place.label)}
        ]
        if len(exact) == 1:
            return exact[0]
        if len(self.candidates) == 1:
            return self.candidates[0]
        raise ValidationError(_("Several territories answer to it: choose below."))
