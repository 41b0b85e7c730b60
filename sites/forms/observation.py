"""Recording an observation: the last one, of which only what changed is touched."""

from typing import Any

from django import forms
from django.forms.models import fields_for_model, model_to_dict
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from sites.enums import Origin, YesNo
from sites.forms.asking import AskingForm, CountInput, DateInput, Groups
from sites.models import Observation
from sites.rules.counts import COUNTS, DWELLING_COUNTS, MINORS_BY_AGE
from sites.rules.living import ANSWERS_OF_BLOCK
from sites.services.observation import ALERTS, ANSWERS

MEANS = ("water_access", "sanitation_kind", "electricity_access")
PEOPLE_FIRST = ("people", "households", "women", "minors", "girls", "minors_in_school")


def observation_fields(*names: str) -> dict[str, forms.Field]:
    """Fields of an observation, in the order asked, with the controls of a phone."""
    widgets: dict[str, Any] = dict.fromkeys(COUNTS, CountInput)
    widgets |= {name: forms.RadioSelect for name in ANSWERS if name not in MEANS}
    widgets |= {"comment": forms.Textarea(attrs={"rows": 3}), "observed_on": DateInput}
    fields: dict[str, forms.Field] = fields_for_model(Observation, fields=names, widgets=widgets)
    for name in set(ANSWERS).difference(MEANS) & fields.keys():
        # The browser's blank choice would be a fourth answer: unknown is one already.
        fields[name].choices = YesNo.choices  # type: ignore[attr-defined]
    return fields


class ObservationForm(AskingForm):
    """Blank is unknown, which is not zero."""

    origins = forms.MultipleChoiceField(
        label=_("Origins"), choices=Origin, required=False, widget=forms.CheckboxSelectMultiple
    )
    groups_of: Groups = (
        (_("People"), ("observed_on", *PEOPLE_FIRST)),
        (_("Minors by age"), MINORS_BY_AGE),
        (_("Origins"), ("origins",)),
        (_("Dwellings"), DWELLING_COUNTS),
        *((block.label, names) for block, names in ANSWERS_OF_BLOCK.items()),
        (_("Weather alert"), ALERTS),
        (_("Comment"), ("comment",)),
    )

    def __init__(self, *args: Any, last: Observation | None = None, **kwargs: Any) -> None:
        start = model_to_dict(last, fields=[*COUNTS, *ANSWERS, *ALERTS, "origins"]) if last else {}
        kwargs["initial"] = start | {"observed_on": timezone.localdate()} | kwargs.get("initial", {})
        super().__init__(*args, **kwargs)
        self.fields.update(observation_fields("observed_on", *COUNTS, *ANSWERS, *ALERTS, "comment"))
        self.fields["observed_on"].widget.attrs["max"] = timezone.localdate().isoformat()

    @property
    def values(self) -> dict[str, Any]:
        """What the service takes; an answer left out is unknown."""
        said = {name: value for name, value in self.cleaned_data.items() if name not in {"observed_on", "confirmed"}}
        return {name: value for name, value in said.items() if name not in ANSWERS or value}
