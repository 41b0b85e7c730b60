"""What came of an action, at its end and twelve months later."""

from datetime import date
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from actions.enums import Outcome
from actors.forms.answering import AnsweringForm, DateInput

REASON: dict[str, Any] = {
    "max_length": 2000,
    "help_text": _("Others learn from it."),
    "widget": forms.Textarea(attrs={"rows": 5}),
}


class EndForm(AnsweringForm):
    ended_on = forms.DateField(label=_("End"), widget=DateInput)
    outcome = forms.ChoiceField(label=_("What came of it"), choices=Outcome.choices, widget=forms.RadioSelect)
    reason = forms.CharField(label=_("Why"), **REASON)

    def clean_ended_on(self) -> date:
        day: date = self.cleaned_data["ended_on"]
        if day > timezone.localdate():
            raise forms.ValidationError(_("This date is in the future."))
        return day


class ReviewForm(AnsweringForm):
    outcome = forms.ChoiceField(
        label=_("What remains of it, twelve months later"), choices=Outcome.choices, widget=forms.RadioSelect
    )
    reason = forms.CharField(label=_("Why"), **REASON)
