"""Finding someone, and what one lets others know."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from actors.enums import Role
from collaboration.enums import InterventionTheme
from collaboration.models import Card
from collaboration.queries.directory import Asked
from territories.models import Territory


class DirectoryForm(forms.Form):
    """Names of fields are those of the address."""

    q = forms.CharField(label=_("Name, organisation, position"), required=False, max_length=80)
    territoire = forms.ChoiceField(label=_("Territory"), required=False)
    theme = forms.ChoiceField(
        label=_("Theme"), required=False, choices=[("", _("all themes")), *InterventionTheme.choices]
    )
    role = forms.ChoiceField(label=_("Role"), required=False, choices=[("", _("all roles")), *Role.choices])

    def __init__(self, *args: Any, territories: list[Territory], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.places = {place.key: place for place in territories}
        offered = [(key, place.name) for key, place in self.places.items()]
        self.fields["territoire"].choices = [("", _("all territories")), *offered]  # type: ignore[attr-defined]

    @property
    def asked(self) -> Asked:
        said = self.cleaned_data
        return Asked(
            words=said["q"], territory=self.places.get(said["territoire"]), theme=said["theme"], role=said["role"]
        )


class CardForm(forms.ModelForm):
    themes = forms.MultipleChoiceField(
        label=_("My themes"), choices=InterventionTheme, required=False, widget=forms.CheckboxSelectMultiple
    )

    class Meta:
        model = Card
        fields = ["is_listed", "contact_for", "themes", "shows_email", "phone", "shows_phone"]
        labels = {
            "is_listed": _("Show me in the directory of members"),
            "contact_for": _("What I may be contacted for"),
            "shows_email": _("Show my e-mail address to members"),
            "phone": _("My phone number"),
            "shows_phone": _("Show my phone number to members"),
        }
        widgets = {"phone": forms.TextInput(attrs={"type": "tel", "autocomplete": "tel"})}
