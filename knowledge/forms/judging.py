"""Recommending a practice, and attaching an evaluation of it."""

from django import forms
from django.utils.translation import gettext_lazy as _

from knowledge.models import Evaluation


class EndorsementForm(forms.Form):
    comment = forms.CharField(
        label=_("A word on why"),
        required=False,
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Everyone will read it, with the name of your organisation and today’s date."),
    )


class EvaluationForm(forms.ModelForm):
    class Meta:
        model = Evaluation
        fields = ["title", "evaluator", "dated_on", "conclusion", "summary", "url"]
        widgets = {
            "dated_on": forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
            "conclusion": forms.RadioSelect,
            "summary": forms.Textarea(attrs={"rows": 4}),
        }
        help_texts = {
            "evaluator": _("Neither those who tell the practice nor those who took it up: theirs does not count."),
            "url": _("A public address: everyone must be able to read it."),
        }
