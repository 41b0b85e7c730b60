"""Taking a practice up, saying what came of it, and what has become of it."""

from typing import Any

from django import forms
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from actions.models import ActionPage
from actors.enums import Noun, Verb
from actors.models import User
from actors.rules import granted_scopes
from knowledge.enums import AdoptionOutcome, AdoptionState
from knowledge.services import End
from territories.enums import Level
from territories.models import Territory

ENDS = [(state, state.label) for state in (AdoptionState.COMPLETED, AdoptionState.ABANDONED)]
MOST_PEOPLE = 200_000


class DayInput(forms.DateInput):
    def __init__(self) -> None:
        super().__init__(attrs={"type": "date"}, format="%Y-%m-%d")


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
    people = forms.IntegerField(
        label=_("People concerned"),
        required=False,
        min_value=0,
        max_value=MOST_PEOPLE,
        help_text=_(
            "Blank if it is unknown. Numbers are read by members who may read actions there, and by nobody else."
        ),
    )
    people_helped = forms.IntegerField(
        label=_("People for whom it worked"), required=False, min_value=0, max_value=MOST_PEOPLE
    )
    cost_eur = forms.DecimalField(
        label=_("What it cost (€)"), required=False, min_value=0, max_digits=12, decimal_places=2
    )

    @property
    def end(self) -> End:
        return End(**self.cleaned_data)


class FollowUpForm(forms.Form):
    followed_up_on = forms.DateField(label=_("As of"), widget=DayInput(), initial=timezone.localdate)
    lasting_outcome = forms.ChoiceField(
        label=_("What has become of it"), choices=AdoptionOutcome.choices, widget=forms.RadioSelect
    )
    comment = forms.CharField(
        label=_("A word on why"),
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("Everyone will read it, with the name of your organisation and the département."),
    )
