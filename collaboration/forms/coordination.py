"""On which themes one acts, and whom one asks to act."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from actors.enums import Verb
from actors.models import Organisation
from cms.models import PlatformPage
from collaboration.enums import InterventionTheme
from collaboration.queries.people import readers_of


class ActForm(forms.Form):
    themes = forms.MultipleChoiceField(
        label=_("On which themes"), choices=InterventionTheme, widget=forms.CheckboxSelectMultiple
    )


class InviteForm(ActForm):
    """Only organisations that have someone who may act there are offered."""

    organisation = forms.ModelChoiceField(label=_("Organisation to invite"), queryset=Organisation.objects.none())

    field_order = ["organisation", "themes"]

    def __init__(self, *args: Any, page: PlatformPage, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        able = readers_of(page, verb=Verb.INTERVENE).order_by().values("organisation_id")
        acting = page.interventions.filter(ended_on=None).values("organisation_id")
        field: Any = self.fields["organisation"]
        field.queryset = (
            Organisation.objects.filter(is_active=True, pk__in=able).exclude(pk__in=acting).order_by("name")
        )
