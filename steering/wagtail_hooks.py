"""What steering adds to the editor: reports, and the panels of its dashboard."""

from typing import Any

from django.http import HttpRequest
from django.urls import URLPattern
from wagtail import hooks

from steering.viewsets.home import PANELS
from steering.viewsets.knowledge import BrokenLinksReport, PracticesReadReport
from steering.viewsets.mails import MailsReport
from steering.viewsets.reports import REPORTS, addresses
from steering.viewsets.unanswered import UnansweredReport

# Those of Wagtail's that speak of its own workflow: one query or more for each page that waits.
REPLACED = {"user_objects_in_workflow_moderation", "workflow_objects_to_moderate"}
EVERY_REPORT = REPORTS | {
    "courriels": MailsReport,
    "recherches-sans-resultat": UnansweredReport,
    "pratiques-lues-et-reprises": PracticesReadReport,
    "liens-rompus": BrokenLinksReport,
}


@hooks.register("register_admin_urls")
def report_addresses() -> list[URLPattern]:
    return addresses(EVERY_REPORT)


for report in EVERY_REPORT.values():
    hooks.register("register_reports_menu_item", report.menu_item)


@hooks.register("construct_homepage_panels", order=1000)
def show_what_matters(request: HttpRequest, panels: list[Any]) -> None:
    panels[:] = [panel for panel in panels if getattr(panel, "name", "") not in REPLACED]
    panels += [panel() for panel in PANELS]
