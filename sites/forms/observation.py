"""Recording an observation: the last one, of which only what changed is touched."""

import re
from collections.abc import Iterable, Mapping
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.forms.models import fields_for_model, model_to_dict
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from collaboration.forms.files import description_field, photos_field
from collaboration.services.journal import Files
from sites.enums import Origin, YesNo
from sites.forms.asking import AskingForm, Conflict, CountInput, DateInput, Groups
from sites.models import Observation
from sites.queries.state import observation_version
from sites.rules.counts import COUNTS, DWELLING_COUNTS, MINORS_BY_AGE
from sites.rules.living import ANSWERS_OF_BLOCK
from sites.services.observation import ALERTS, ANSWERS, STATED
from sites.services.steps import CONFLICT

MEANS = ("water_access", "sanitation_kind", "electricity_access")
# The counts of a declaration, which goes on here when the site is known.
CARRIED = ("people", "households", "minors")
DAY = re.compile(r"\d{4}-\d{2}-\d{2}")
MOST_DIGITS = 5
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


def carried_over(typed: Mapping[str, str] | None) -> dict[str, str]:
    """What was typed in another form (a declaration of a site that was known), if it is what these fields take."""
    said = {name: typed[name].strip() for name in ("observed_on", *CARRIED) if name in typed} if typed else {}
    return {
        name: value
        for name, value in said.items()
        if (DAY.fullmatch(value) if name == "observed_on" else value.isdecimal() and len(value) <= MOST_DIGITS)
    }


class ObservationForm(AskingForm):
    """Blank is unknown, which is not zero. Knows which observation it started from."""

    based_on = forms.CharField(required=False, widget=forms.HiddenInput)
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
        (_("Comment and photos"), ("comment", "photos", "description")),
    )
    photos = photos_field()
    description = description_field()
    # What the form keeps for itself.
    beside: frozenset[str] = frozenset({"observed_on", "confirmed", "based_on", "photos", "description"})

    def __init__(
        self, *args: Any, last: Observation | None = None, carried: Mapping[str, str] | None = None, **kwargs: Any
    ) -> None:
        kwargs["initial"] = self.start(last) | carried_over(carried) | kwargs.get("initial", {})
        super().__init__(*args, **kwargs)
        self.last = last
        self.fields.update(observation_fields("observed_on", *COUNTS, *ANSWERS, *ALERTS, "comment"))
        self.fields["observed_on"].widget.attrs["max"] = timezone.localdate().isoformat()

    @staticmethod
    def start(last: Observation | None) -> dict[str, Any]:
        """What the form begins with: the last observation, as of today."""
        said = model_to_dict(last, fields=STATED) if last else {}
        return said | {"observed_on": timezone.localdate(), "based_on": observation_version(last)}

    @property
    def joined(self) -> Files:
        return Files(uploaded=tuple(self.cleaned_data["photos"]), description=self.cleaned_data["description"])

    @property
    def values(self) -> dict[str, Any]:
        """What the service takes; an answer left out is unknown."""
        said = {name: value for name, value in self.cleaned_data.items() if name not in self.beside}
        return {name: value for name, value in said.items() if name not in ANSWERS or value}

    @property
    def based_on_version(self) -> str | None:
        """None when the form does not say: a script that knows nothing of versions may still record."""
        return self.cleaned_data["based_on"] if "based_on" in self.data else None

    def take(self, refusal: ValidationError) -> None:
        """After a conflict the form starts from what was recorded meanwhile: sent again, it has been compared."""
        super().take(refusal)
        if self.has_conflict:
            data: Any = self.data.copy()  # type: ignore[attr-defined] # a QueryDict
            data["based_on"] = observation_version(self.last)
            self.data = data

    @property
    def has_conflict(self) -> bool:
        return any(error.code == CONFLICT for errors in self.errors.as_data().values() for error in errors)

    @property
    def conflicts(self) -> list[Conflict]:
        """Side by side, after a conflict: only what is not the same."""
        if not (self.has_conflict and self.last):
            return []
        both = [(name, getattr(self.last, name), self.cleaned_data.get(name)) for name in STATED]
        return [
            Conflict(str(self[name].label), self._said(name, theirs), self._said(name, yours))
            for name, theirs, yours in both
            if theirs != yours
        ]

    def _said(self, name: str, value: Any) -> str:
        choices = dict(getattr(self.fields[name], "choices", ()))
        if isinstance(value, bool):
            return str(_("yes") if value else _("no"))
        if isinstance(value, list):
            return ", ".join(str(choices[one]) for one in value) or str(_("unknown"))
        return str(_("unknown") if value in (None, "") else choices.get(value, value))


class CorrectionForm(ObservationForm):
    """An observation as it was said, to be said better, and why."""

    reason = forms.CharField(
        label=_("Why do you correct it?"),
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("Kept in the history, with what was said before."),
    )
    groups_of: Groups = ((_("Correction"), ("reason",)), *ObservationForm.groups_of)
    beside = ObservationForm.beside | {"reason"}

    @staticmethod
    def start(last: Observation | None) -> dict[str, Any]:
        return model_to_dict(last, fields=(*STATED, "observed_on", "comment")) if last else {}

    def _is_open(self, index: int, names: Iterable[str]) -> bool:
        return super()._is_open(index, names) or "people" in names
