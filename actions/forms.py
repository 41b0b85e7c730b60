"""What an operator fills in: results by year, money, the end. Rights and rules are the services'."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from actions.enums import Outcome
from actions.models import ActionPage, Funding, Indicator
from actions.rules.results import COUNTS, impossible_results

# Years shown in the grid: those of the action, the latest first.
MAX_YEARS = 6
EMPTY_FUNDINGS = 3


class IndicatorForm(forms.ModelForm):
    """One year: a column of the grid."""

    class Meta:
        model = Indicator
        fields = [*COUNTS, "comment"]
        widgets = {
            **{name: forms.NumberInput(attrs={"min": 0, "inputmode": "numeric"}) for name in COUNTS},
            "comment": forms.Textarea(attrs={"rows": 2}),
        }

    def clean(self) -> dict[str, Any]:
        said: dict[str, Any] = super().clean() or self.cleaned_data
        labels = {name: str(self.fields[name].label) for name in COUNTS}
        for problem in impossible_results(said, labels=labels):
            self.add_error(problem.field, problem.reason)
        return said

    @property
    def year(self) -> int:
        return self.instance.year

    @property
    def changes(self) -> Mapping[str, Any]:
        return {name: self.cleaned_data[name] for name in self.changed_data}


def years_of(action: ActionPage) -> list[int]:
    last = min(action.ended_on or timezone.localdate(), timezone.localdate()).year
    return list(range(max(last, action.started_on.year), action.started_on.year - 1, -1))[:MAX_YEARS]


def indicator_forms(action: ActionPage, data: Any = None) -> list[IndicatorForm]:
    """One form for each year, the latest first."""
    known = {indicator.year: indicator for indicator in action.indicators.all()}
    return [
        IndicatorForm(data, instance=known.get(year) or Indicator(action=action, year=year), prefix=str(year))
        for year in years_of(action)
    ]


class FundingForm(forms.ModelForm):
    """One line of money."""

    class Meta:
        model = Funding
        fields = ["year", "source", "planned_eur", "spent_eur"]
        widgets = {
            "year": forms.NumberInput(attrs={"inputmode": "numeric"}),
            "planned_eur": forms.NumberInput(attrs={"min": 0, "step": "0.01", "inputmode": "decimal"}),
            "spent_eur": forms.NumberInput(attrs={"min": 0, "step": "0.01", "inputmode": "decimal"}),
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.instance.pk:
            # A line that stands keeps its year and its source; both amounts left blank take it away.
            self.fields["year"].disabled = self.fields["source"].disabled = True


class BaseFundingFormSet(forms.BaseModelFormSet):
    def clean(self) -> None:
        super().clean()
        said = [
            (form.cleaned_data.get("year"), form.cleaned_data.get("source"))
            for form in self.forms
            if form.cleaned_data.get("year")
        ]
        if len(said) != len(set(said)):
            raise forms.ValidationError(_("Each source is said once a year."))


FundingFormSet = forms.modelformset_factory(Funding, form=FundingForm, formset=BaseFundingFormSet, extra=EMPTY_FUNDINGS)


class EndForm(forms.Form):
    ended_on = forms.DateField(label=_("End"), widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"))
    outcome = forms.ChoiceField(label=_("What came of it"), choices=Outcome.choices, widget=forms.RadioSelect)
    reason = forms.CharField(
        label=_("Why"), max_length=2000, widget=forms.Textarea(attrs={"rows": 5}), help_text=_("Others learn from it.")
    )

    def clean_ended_on(self) -> date:
        day: date = self.cleaned_data["ended_on"]
        if day > timezone.localdate():
            raise forms.ValidationError(_("This date is in the future."))
        return day
