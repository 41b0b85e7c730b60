"""Proposing a practice and taking one up. Rights and rules are the services'."""

from typing import Any

from django import forms
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from actions.enums import Theme
from actions.models import ActionPage
from actors.enums import Noun, Verb
from actors.models import User
from actors.rules import granted_scopes
from knowledge.enums import AdoptionOutcome, AdoptionState, SiteNeed, TerritoryKind
from knowledge.models import PracticePage
from territories.enums import Level
from territories.models import Territory

PROSE_ROWS = 5
ENDS = [(state, state.label) for state in (AdoptionState.COMPLETED, AdoptionState.ABANDONED)]


class DayInput(forms.DateInput):
    def __init__(self) -> None:
        super().__init__(attrs={"type": "date"}, format="%Y-%m-%d")


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
        "success_factors", "cautions", "resources", "contact", "site_needs", "territory_kinds", "author_credit",
        "source_url", "licence",
    ]  # fmt: skip

    class Meta:
        model = PracticePage
        fields = [
            "title", "summary", "problem", "context", "people", "duration", "cost", "results", "success_factors",
            "cautions", "resources", "contact", "author_credit", "source_url", "licence",
        ]  # fmt: skip
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


class AdoptionForm(forms.Form):
    territory = forms.ModelChoiceField(label=_("Territory"), queryset=Territory.objects.none())
    started_on = forms.DateField(label=_("Start"), widget=DayInput(), initial=timezone.localdate)
    action = forms.ModelChoiceField(
        label=_("Action that will measure it"),
        queryset=ActionPage.objects.none(),
        required=False,
        help_text=_("Without an action there are no results, and it proves nothing to others."),
    )
    comment = forms.CharField(
        label=_("A word on how"),
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("Everyone will read it, with the name of your organisation and the département."),
    )

    def __init__(self, *args: Any, user: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        scopes = granted_scopes(user, Verb.ADOPT, Noun.PRACTICE)
        homes = [scope.territory_id for scope, _grant in scopes if scope.territory_id]
        at_home = Q(ancestor_ids__overlap=homes) & ~Q(level=Level.COMMUNE)
        places = Territory.objects.current().filter(Q(pk__in=homes) | at_home)
        actions = ActionPage.objects.live().filter(territory__ancestor_ids__overlap=homes)
        self.fields["territory"].queryset = places.in_order()  # type: ignore[attr-defined]
        self.fields["action"].queryset = actions.order_by("title", "pk")  # type: ignore[attr-defined]


class EndorsementForm(forms.Form):
    comment = forms.CharField(
        label=_("A word on why"),
        required=False,
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Everyone will read it, with the name of your organisation and today’s date."),
    )


class CloseAdoptionForm(forms.Form):
    state = forms.ChoiceField(label=_("Where it ended"), choices=ENDS, widget=forms.RadioSelect)
    ended_on = forms.DateField(label=_("End"), widget=DayInput())
    outcome = forms.ChoiceField(label=_("What came of it"), choices=AdoptionOutcome.choices, widget=forms.RadioSelect)
    comment = forms.CharField(
        label=_("Why"),
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 5}),
        help_text=_("Everyone will read it, with the name of your organisation and the département."),
    )
