"""Asking the community, and answering."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from actions.enums import Theme
from knowledge.enums import SiteNeed
from knowledge.models import Answer, PracticePage, Question


class QuestionForm(forms.ModelForm):
    themes = forms.MultipleChoiceField(label=_("Themes"), choices=Theme.choices, widget=forms.CheckboxSelectMultiple)
    site_needs = forms.MultipleChoiceField(
        label=_("Needs"), choices=SiteNeed.choices, required=False, widget=forms.CheckboxSelectMultiple
    )

    class Meta:
        model = Question
        fields = ["title", "text", "themes", "site_needs"]
        labels = {"text": _("What you need to know, and what you have tried")}
        widgets = {"text": forms.Textarea(attrs={"rows": 7})}
        help_texts = {"text": _("Members read it, everywhere. Name no inhabitant, and no site.")}


class AnswerForm(forms.ModelForm):
    class Meta:
        model = Answer
        fields = ["text", "practice"]
        labels = {"text": _("Your answer"), "practice": _("A good practice that answers")}
        widgets = {"text": forms.Textarea(attrs={"rows": 5})}
        help_texts = {"text": _("Members read it, everywhere. Name no inhabitant, and no site.")}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        practices = PracticePage.objects.live().filter(translation_of=None)
        self.fields["practice"].queryset = practices.order_by("title", "pk")  # type: ignore[attr-defined]


class HideForm(forms.Form):
    reason = forms.CharField(
        label=_("Why it is hidden"),
        max_length=300,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Who wrote it reads your reason; nobody else sees the text any more."),
    )
