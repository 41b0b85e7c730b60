"""Where a site is: a commune in words, a point, or both."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from actors.enums import Noun, Verb
from actors.rules import Thing, can
from sites.forms.asking import AskingForm
from territories.enums import Level
from territories.models import Territory
from territories.queries import commune_at, search_territories
from territories.rules.text import search_key

CANDIDATES = 8


class CoordinateField(forms.FloatField):
    """Degrees (WGS84), with a decimal point or comma."""

    def __init__(self, *, limit: float, mark: str, **kwargs: Any) -> None:
        widget = forms.TextInput(attrs={"inputmode": "decimal", "autocomplete": "off", mark: ""})
        super().__init__(required=False, min_value=-limit, max_value=limit, widget=widget, **kwargs)

    def to_python(self, value: Any) -> float | None:  # type: ignore[override]
        return super().to_python(value.replace(",", ".").strip() if isinstance(value, str) else value)


class PlaceForm(AskingForm):
    """Ends with `commune` (a Territory) in its cleaned data, or an error on the field that can mend it."""

    commune_name = forms.CharField(
        label=_("Commune"),
        max_length=160,
        required=False,
        help_text=_("Its name or its postal code. Leave blank if you place the point: the commune is found from it."),
        widget=forms.TextInput(attrs={"autocomplete": "off", "data-place-names": ""}),
    )
    commune = forms.ChoiceField(label=_("Which one?"), required=False, widget=forms.RadioSelect)
    lat = CoordinateField(label=_("Latitude"), limit=90, mark="data-lat", help_text=_("e.g. 48.9312"))
    lon = CoordinateField(label=_("Longitude"), limit=180, mark="data-lon", help_text=_("e.g. 2.3621"))

    # What the person must be able to do in the commune; None: anyone may speak of any place.
    verb: Verb | None = Verb.DECLARE
    is_elsewhere = False

    def __init__(self, *args: Any, user: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.user = user
        self.candidates = self._search(self.data.get("commune_name", "").strip()) if self.is_bound else []
        choices = [(str(place.pk), place.label) for place in self.candidates]
        self.fields["commune"].choices = choices  # type: ignore[attr-defined]

    @property
    def asks_which_commune(self) -> bool:
        return len(self.candidates) > 1

    def clean(self) -> dict[str, Any]:
        said: dict[str, Any] = super().clean() or {}
        if (said.get("lat") is None) != (said.get("lon") is None) and not self.errors.keys() & {"lat", "lon"}:
            self.add_error("lon" if said.get("lon") is None else "lat", _("A point has a longitude and a latitude."))
        if self.errors.keys() & {"lat", "lon", "commune"}:
            return said
        try:
            commune = self._commune(said)
        except ValidationError as error:
            self.add_error("commune_name", error)
            return said
        thing = Thing(noun=Noun.SITE, territory_ids=frozenset(commune.ancestor_ids), author_id=self.user.pk)
        if self.verb and not can(self.user, self.verb, thing):
            self.is_elsewhere = True
            self.add_error("commune_name", _("%(commune)s is not in your territory.") % {"commune": commune.name})
        return said | {"commune": commune}

    def _commune(self, said: dict[str, Any]) -> Territory:
        chosen = next((place for place in self.candidates if str(place.pk) == said.get("commune")), None)
        if chosen:
            return chosen
        if said.get("commune_name"):
            return self._only(said["commune_name"])
        if said.get("lat") is None:
            raise ValidationError(_("Say in which commune the site is, or place the point."))
        found = commune_at(said["lon"], said["lat"])
        if found is None:
            raise ValidationError(_("No commune is known at this point: write its name."))
        return found

    def _only(self, name: str) -> Territory:
        """The one commune that the words name; a name that several share is asked again."""
        key = search_key(name)
        exact = [
            place
            for place in self.candidates
            if key in {place.search_name, place.code.lower(), search_key(place.label)}
        ]
        if len(exact) == 1:
            return exact[0]
        if len(self.candidates) == 1:
            return self.candidates[0]
        if not self.candidates:
            raise ValidationError(_("No commune has this name or this postal code."))
        raise ValidationError(_("Several communes answer to it: choose below."))

    def _search(self, words: str) -> list[Territory]:
        return search_territories(words, levels=[Level.COMMUNE], limit=CANDIDATES) if words else []
