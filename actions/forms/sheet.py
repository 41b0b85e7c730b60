"""The sheet of an action: beginning one, changing it, going on with it another year."""

from datetime import date
from typing import Any

from django import forms
from django.db.models import Q, QuerySet
from django.forms.models import fields_for_model
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from actions.enums import Theme
from actions.models import ActionPage
from actions.panels import pilots_of, sites_of
from actions.services.action import ACTION_FACTS, ACTION_LINKS
from actors.enums import Noun, Verb
from actors.forms.answering import DateInput
from actors.forms.place import PlacedForm
from actors.models import Organisation
from actors.rules import Thing, can
from cms.forms import VersionForm
from cms.services import mark_of, version_to_change
from territories.models import Territory

Groups = tuple[tuple[Any, tuple[str, ...]], ...]


class TerritoryForm(PlacedForm):
    """Where an action is to be led: what is offered next depends on it."""

    def __init__(self, *args: Any, user: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.user = user

    def clean(self) -> dict[str, Any]:
        said = super().clean()
        place = said.get("territory")
        if place and not may_begin(self.user, place):
            self.add_error("place_name", _("You may not begin an action there."))
        return said


class ActionForm(VersionForm):
    """Choices are of the territory, and of what the user may read: a list must not tell of another place."""

    groups_of: Groups = (
        (_("The action"), ("title", "objectives", "themes")),
        (_("When"), ("started_on", "ended_on")),
        (_("Who leads it"), ("operator", "pilots")),
        (_("Where"), ("location_kind", "sites")),
    )
    themes = forms.MultipleChoiceField(
        label=_("Themes"), choices=Theme.choices, required=False, widget=forms.CheckboxSelectMultiple
    )
    operator = forms.ModelChoiceField(label=_("Operator"), queryset=Organisation.objects.none())
    pilots: Any = forms.ModelMultipleChoiceField(
        label=_("Pilots"), queryset=None, required=False, widget=forms.CheckboxSelectMultiple
    )
    sites: Any = forms.ModelMultipleChoiceField(
        label=_("Sites"), queryset=None, required=False, widget=forms.CheckboxSelectMultiple
    )

    def __init__(
        self, *args: Any, user: Any, territory: Territory, action: ActionPage | None = None, **kwargs: Any
    ) -> None:
        if action:
            kwargs["initial"] = sheet_of(version_to_change(action, user=user)) | kwargs.get("initial", {})
            kwargs["initial"]["mark"] = mark_of(action, user=user)
        super().__init__(*args, **kwargs)
        self.user, self.territory, self.changed_page = user, territory, action
        names = [name for name in ACTION_FACTS if name not in {"themes", "operator"}]
        widgets: dict[str, Any] = {
            "started_on": DateInput,
            "ended_on": DateInput,
            "objectives": forms.Textarea(attrs={"rows": 6}),
            "location_kind": forms.RadioSelect,
        }
        self.fields.update(fields_for_model(ActionPage, fields=names, widgets=widgets))
        self.fields["title"].label = _("Title")
        self.fields["title"].help_text = _("Everyone reads it: name neither a site nor a person.")
        self.fields["objectives"].help_text = _("Everyone reads them.")
        self.fields["ended_on"].help_text = _("As planned. What came of it is asked on that day.")
        self._offer("operator", operators_of(territory, user=user, action=action))
        self._offer("pilots", pilots_of(territory).order_by("last_name", "first_name", "pk"))
        self._offer("sites", sites_of(territory, user))
        if action is None or not action.outcome:
            return
        self.fields["ended_on"].disabled = True
        self.fields["ended_on"].help_text = _("This action is ended. To go on, copy it to a new year.")

    def _offer(self, name: str, things: Any) -> None:
        field: Any = self.fields[name]
        field.queryset = things.distinct()
        if field.required and self.initial.get(name) is None and field.queryset.count() == 1:
            self.initial[name] = field.queryset.get().pk

    def clean(self) -> dict[str, Any]:
        said: dict[str, Any] = super().clean() or self.cleaned_data
        started_on, ended_on = said.get("started_on"), said.get("ended_on")
        if started_on and ended_on and ended_on < started_on:
            self.add_error("ended_on", _("It ends before it begins."))
        return said

    @property
    def groups(self) -> list[tuple[str, list[forms.BoundField]]]:
        return [(str(title), [self[name] for name in names]) for title, names in self.groups_of]

    @property
    def facts(self) -> dict[str, Any]:
        names = (*ACTION_FACTS, *ACTION_LINKS)
        return {name: self.cleaned_data[name] for name in names if name in self.cleaned_data}

    @property
    def typed(self) -> dict[str, Any]:
        links = {name: [one.pk for one in self.cleaned_data[name]] for name in ACTION_LINKS}
        return self.facts | links | {"operator": self.cleaned_data["operator"].pk}


class ContinueForm(ActionForm):
    """The same sheet, for the year that follows."""

    copies_money = forms.BooleanField(
        label=_("Copy what was planned last year, by source"), required=False, initial=True
    )

    def __init__(self, *args: Any, user: Any, known: ActionPage, **kwargs: Any) -> None:
        super().__init__(*args, user=user, initial=_following(known), **kwargs)
        if not can(user, Verb.READ_FINANCES, known) or not known.fundings.exclude(planned_eur=None).exists():
            del self.fields["copies_money"]


def sheet_of(action: ActionPage) -> dict[str, Any]:
    """What the form shows of an action."""
    links = {name: [one.pk for one in getattr(action, name).all()] for name in ACTION_LINKS}
    return {name: getattr(action, name) for name in ACTION_FACTS} | links | {"operator": action.operator_id}


def _following(action: ActionPage) -> dict[str, Any]:
    last = action.ended_on or timezone.localdate()
    year = last.year + 1
    return sheet_of(action) | {
        "title": action.title.replace(str(last.year), str(year)),
        "started_on": date(year, 1, 1),
        "ended_on": date(year, 12, 31),
    }


def may_begin(user: Any, place: Territory) -> bool:
    """Whether `user` may lead, or have led, an action there: of their own organisation at least."""
    return can(user, Verb.DECLARE, _thing(place, user.organisation_id))


def operators_of(place: Territory, *, user: Any, action: ActionPage | None) -> QuerySet[Organisation]:
    """Organisations of the place, of what holds it and of what it holds, and those that lead an action there already;
    of these, the ones for which `user` may act."""
    near = Q(territory__in=place.ancestor_ids) | Q(territory__ancestor_ids__contains=[place.pk])
    leading = Q(actions__territory__ancestor_ids__overlap=[place.pk]) | Q(pk=user.organisation_id)
    found = Organisation.objects.filter(near | leading, is_active=True).distinct()
    verb, page_id = (Verb.UPDATE, action.pk) if action else (Verb.DECLARE, None)
    allowed = [one.pk for one in found if can(user, verb, _thing(place, one.pk, page_id))]
    return Organisation.objects.filter(pk__in=allowed).order_by("name", "pk")


def _thing(place: Territory, organisation_id: int | None, page_id: int | None = None) -> Thing:
    return Thing(
        noun=Noun.ACTION,
        territory_ids=frozenset(place.ancestor_ids),
        page_id=page_id,
        organisation_id=organisation_id,
    )
