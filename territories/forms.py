"""How an editor looks for a place."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms.choosers import BaseFilterForm

from territories.enums import Level
from territories.models import Territory
from territories.queries import search_territories
from territories.querysets import TerritoryQuerySet

SHOWN = 50


class TerritoryFilterForm(BaseFilterForm):
    """Places of today by name, postal code or code."""

    q = forms.CharField(
        label=_("Name, postal code or code"),
        widget=forms.TextInput(attrs={"placeholder": _("Saint-Denis, 93200, 93066…")}),
        required=False,
    )
    level = forms.ChoiceField(label=_("Level"), choices=[("", _("All levels")), *Level.choices], required=False)

    def filter(self, objects: TerritoryQuerySet) -> TerritoryQuerySet | list[Territory]:
        text, level = self.cleaned_data["q"].strip(), self.cleaned_data["level"]
        if not text:
            return objects.at(level) if level else objects
        self.is_searching = True
        self.search_query = text
        return search_territories(text, levels=[level] if level else None, limit=SHOWN)
