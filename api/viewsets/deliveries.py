"""Messages to partners, for the national team: what became of them, and those given up sent again."""

from collections.abc import Mapping
from typing import Any

from django.db.models import QuerySet
from django.middleware.csrf import get_token
from django.utils.translation import gettext_lazy as _
from django_filters import ChoiceFilter
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.ui.tables import Column, DateColumn

from actors.enums import Noun, Verb
from api.enums import DeliveryState
from api.models import Delivery
from api.queries.webhooks import deliveries
from cms.viewsets.listing import spelled
from steering.viewsets.reports import PlatformReport


def fate_of(delivery: Delivery) -> str:
    """In words, with the number that the other side answered."""
    told = str(delivery.get_problem_display()) if delivery.problem else ""
    return f"{told} ({delivery.status})" if told and delivery.status else told


class AgainColumn(Column):
    """A button where the message was given up."""

    cell_template_name = "api/editor/send_again.html"

    def get_cell_context_data(self, instance: Any, parent_context: Mapping[str, Any]) -> dict[str, Any]:
        request = parent_context["request"]
        context = super().get_cell_context_data(instance, parent_context)
        return context | {"csrf_token": get_token(request), "back": request.get_full_path()}


class DeliveryFilterSet(WagtailFilterSet):
    state = ChoiceFilter(label=_("State"), choices=DeliveryState.choices, empty_label=_("All"))

    class Meta:
        model = Delivery
        fields: tuple[str, ...] = ()


class DeliveriesReport(PlatformReport):
    """Kept for sixty days."""

    noun = Noun.KEY
    verb = Verb.PUBLISH
    page_title = _("Messages to partners")
    header_icon = "mail"
    index_url_name = "report_deliveries"
    index_results_url_name = "report_deliveries_results"
    filterset_class = DeliveryFilterSet
    default_ordering = "-created_at"
    order = 55
    columns = [
        Column("organisation", label=_("Organisation"), accessor="webhook.key.organisation"),
        Column("url", label=_("Address"), accessor="webhook.url", width="25%"),
        spelled("event", label=_("Message")),
        spelled("state", label=_("State")),
        Column("attempts", label=_("Attempts"), width="8%"),
        Column("problem", label=_("Last problem"), accessor=fate_of, width="18%"),
        DateColumn("created_at", label=_("Written"), width="10%"),
        AgainColumn("again", label=_("Again"), width="10%"),
    ]

    def rows(self, user: Any, verb: Verb) -> QuerySet:
        return deliveries()

    def order_queryset(self, queryset: QuerySet) -> QuerySet:
        return queryset.order_by("-created_at", "-pk")
