"""The window where an editor chooses a place, for every foreign key to one."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _
from wagtail.admin.ui.tables import Column
from wagtail.admin.views.generic.chooser import ChooseResultsView, ChooseView, ChosenView
from wagtail.admin.viewsets.chooser import ChooserViewSet
from wagtail.admin.widgets import BaseChooser

from territories.enums import CommuneKind
from territories.forms import TerritoryFilterForm
from territories.models import Territory
from territories.querysets import TerritoryQuerySet


class TerritoryListMixin:
    """Names that tell homonyms apart, with their level and code; one query for a page of them."""

    filter_form_class = TerritoryFilterForm

    def get_object_list(self) -> TerritoryQuerySet:
        places = Territory.objects.current().exclude(kind=CommuneKind.ARM)
        return places.select_related("parent__parent")

    def apply_object_list_ordering(self, objects: TerritoryQuerySet) -> TerritoryQuerySet:
        return objects.in_order()

    @property
    def title_column(self) -> Column:
        column = super().title_column  # type: ignore[misc]
        column.label = _("Name")
        column.accessor = "label"
        return column

    @property
    def columns(self) -> list[Column]:
        return [
            self.title_column,
            Column("level", label=_("Level"), accessor="get_level_display"),
            Column("code", label=_("Code")),
        ]


class TerritoryChooseView(TerritoryListMixin, ChooseView):
    pass


class TerritoryChooseResultsView(TerritoryListMixin, ChooseResultsView):
    pass


class TerritoryChosenView(ChosenView):
    def get_object(self, pk: str) -> Territory:
        if not pk.isdecimal():
            raise Territory.DoesNotExist
        return Territory.objects.select_related("parent__parent").get(pk=pk)

    def get_display_title(self, instance: Territory) -> str:
        return instance.label


class TerritoryChooser(BaseChooser):
    show_edit_link = False

    def get_display_title(self, instance: Territory) -> str:
        return instance.label


class TerritoryChooserViewSet(ChooserViewSet):
    model = Territory
    icon = "site"
    choose_one_text = _("Choose a place")
    choose_another_text = _("Choose another place")
    choose_view_class = TerritoryChooseView
    choose_results_view_class = TerritoryChooseResultsView
    chosen_view_class = TerritoryChosenView
    base_widget_class = TerritoryChooser
    per_page = 15


territory_chooser_viewset = TerritoryChooserViewSet("territory_chooser", url_prefix="territory-chooser")
