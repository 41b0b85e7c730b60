"""Proposing a practice."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from actions.enums import Theme
from knowledge.enums import SiteNeed, TerritoryKind
from knowledge.models import PracticePage
from knowledge.panels import PROMPTS

PROSE_ROWS = 5


class PracticeForm(forms.ModelForm):
    """The guided order of a practice: problem, context, steps, means, results, conditions, cautions."""

    steps = forms.CharField(
        label=_("What to do, step by step"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 8}),
        help_text=_("One step a line. What comes after a colon explains it."),
    )
    themes = forms.MultipleChoiceField(label=_("Themes"), choices=Theme.choices, widget=forms.CheckboxSelectMultiple)
    site_needs = forms.MultipleChoiceField(
        label=_("Needs it answers"), choices=SiteNeed.choices, required=False, widget=forms.CheckboxSelectMultiple
    )
    territory_kinds = forms.MultipleChoiceField(
        label=_("Where it suits"), choices=TerritoryKind.choices, required=False, widget=forms.CheckboxSelectMultiple
    )

    field_order = [
        "title", "summary", "themes", "problem", "context", "steps", "people", "duration", "cost", "results",
        "success_factors", "cautions", "resources", "contact", "main_need", "site_needs", "territory_kinds",
        "author_credit", "source_url", "licence",
    ]  # fmt: skip

    class Meta:
        model = PracticePage
        fields = [
            "title", "summary", "problem", "context", "people", "duration", "cost", "results", "success_factors",
            "cautions", "resources", "contact", "main_need", "author_credit", "source_url", "licence",
        ]  # fmt: skip
        help_texts = PROMPTS
        widgets = {
            name: forms.Textarea(attrs={"rows": PROSE_ROWS})
            for name in ("summary", "problem", "context", "results", "success_factors", "cautions", "resources")
        }

    def clean_steps(self) -> list[tuple[str, str]]:
        lines = [line.strip(" -•\t") for line in self.cleaned_data["steps"].splitlines()]
        parts = [line.partition(":") for line in lines if line]
        return [(title.strip()[:200], text.strip()) for title, _colon, text in parts]

    def _post_clean(self) -> None:
        """The service makes the page and checks it; the form has checked its fields."""

    @property
    def facts(self) -> dict[str, Any]:
        return {name: value for name, value in self.cleaned_data.items() if name != "steps"}
