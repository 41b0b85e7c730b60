"""What the API adds to the editor: what became of messages to partners."""

from django.urls import URLPattern
from wagtail import hooks

from api.viewsets.deliveries import DeliveriesReport
from steering.viewsets.reports import addresses


@hooks.register("register_admin_urls")
def report_addresses() -> list[URLPattern]:
    return addresses({"messages-aux-partenaires": DeliveriesReport})


hooks.register("register_reports_menu_item", DeliveriesReport.menu_item)
