"""What is asked of a frame: by the page that makes tags, by the address of a frame, by a link that oEmbed is given."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _lazy

from api.enums import EmbedKind
from api.forms.keys import place_called
from api.rules.embeds import MAX_HEIGHT, MIN_HEIGHT, USUAL_HEIGHT, Embed
from territories.models import Territory


class EmbedForm(forms.Form):
    """Fields are named as parameters of addresses are. What is left out is as usual."""

    quoi = forms.ChoiceField(label=_lazy("What to show"), choices=EmbedKind.choices)
    territoire = forms.CharField(
        label=_lazy("Territory"),
        max_length=120,
        required=False,
        help_text=_lazy("A name, or a key such as FR-departement-93. Blank: all territories."),
        widget=forms.TextInput(attrs={"data-place-names": "", "autocomplete": "off"}),
    )
    langue = forms.ChoiceField(label=_lazy("Language"), choices=(("fr", "Français"), ("en", "English")))
    hauteur = forms.IntegerField(
        label=_lazy("Height, in pixels"),
        min_value=MIN_HEIGHT,
        max_value=MAX_HEIGHT,
        help_text=_lazy("With the script, the frame then takes the height of what it shows."),
    )

    def __init__(self, asked: Mapping[str, Any]) -> None:
        usual = {"quoi": EmbedKind.MAP, "langue": settings.LANGUAGE_CODE, "hauteur": USUAL_HEIGHT}
        given = {name: asked[name] for name in asked if asked[name]}
        super().__init__(usual | given)
        self.unknown = sorted(asked.keys() - self.fields.keys())

    def clean_territoire(self) -> Territory | None:
        name = self.cleaned_data["territoire"].strip()
        return place_called(name) if name else None

    def clean(self) -> dict[str, Any]:
        if self.unknown:
            raise ValidationError(_("This parameter does not exist here: %s.") % ", ".join(self.unknown))
        return self.cleaned_data

    @property
    def embed(self) -> Embed:
        said = self.cleaned_data
        place = said["territoire"]
        return Embed(EmbedKind(said["quoi"]), place.key if place else "", said["langue"], said["hauteur"])

    @property
    def place(self) -> Territory | None:
        return self.cleaned_data["territoire"]
