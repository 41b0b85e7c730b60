"""Telling a heatwave or a cold wave."""

from typing import Any

from django import forms
from django.forms.models import fields_for_model
from django.utils import timezone

from sites.forms.asking import AskingForm, DateInput
from sites.models import WeatherAlert
from territories.models import Territory


class AlertForm(AskingForm):
    def __init__(self, *args: Any, places: list[Territory], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        widgets: dict[str, Any] = {"kind": forms.RadioSelect, "starts_on": DateInput, "ends_on": DateInput}
        own = fields_for_model(WeatherAlert, fields=("kind", "starts_on", "ends_on"), widgets=widgets)
        label = WeatherAlert._meta.get_field("territory").verbose_name
        self.places = {place.key: place for place in places}
        territory = forms.ChoiceField(
            label=str(label).capitalize(), choices=[(key, place.name) for key, place in self.places.items()]
        )
        del self.fields["confirmed"]
        own["kind"].choices = [choice for choice in own["kind"].choices if choice[0]]
        self.fields.update({"kind": own["kind"], "territory": territory, **own})
        self.fields["starts_on"].initial = timezone.localdate()

    def clean_territory(self) -> Territory:
        return self.places[self.cleaned_data["territory"]]
