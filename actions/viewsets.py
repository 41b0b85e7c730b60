"""The list of actions in the editor."""

from typing import Any

from django.db.models import QuerySet
from django.utils import timezone
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _
from django_filters import ChoiceFilter
from wagtail.admin.ui.tables import Column, DateColumn

from actions.enums import ActionStatus
from actions.models import ActionPage
from actions.querysets import with_status
from actors.enums import Noun
from cms.viewsets.listing import STATUS, TITLE, DepartementFilter, ScopedFilterSet, ScopedIndexView, ScopedListing


class ActionIndexView(ScopedIndexView):
    noun = Noun.ACTION
    related = ("territory", "operator")
    searched = ("title", "operator__name", "territory__name")
    add_item_label = _("Begin an action")


class ActionFilterSet(ScopedFilterSet):
    territory = DepartementFilter(model=ActionPage, lookup="territory__ancestor_ids")
    status = ChoiceFilter(label=_("Status"), choices=ActionStatus.choices, method="of_status", empty_label=_("All"))

    class Meta:
        model = ActionPage
        fields: list[str] = []

    def of_status(self, actions: QuerySet, _name: str, value: str) -> QuerySet:
        return actions.filter(with_status(ActionStatus(value), on=timezone.localdate()))


def _status(action: Any) -> str:
    return str(capfirst(action.status.label))


class ActionListing(ScopedListing):
    model = ActionPage
    noun = Noun.ACTION
    name = "editor_actions"
    url_prefix = "actions"
    icon = "group"
    menu_label = _("Actions")
    menu_order = 20
    index_view_class = ActionIndexView
    filterset_class = ActionFilterSet
    columns = [
        TITLE,
        Column("territory", label=_("Territory"), sort_key="territory__search_name", width="15%"),
        Column("operator", label=_("Operator"), sort_key="operator__name", width="18%"),
        Column("status", label=_("Status"), accessor=_status, width="10%"),
        DateColumn("started_on", label=_("Start"), sort_key="started_on", width="10%"),
        STATUS,
    ]
