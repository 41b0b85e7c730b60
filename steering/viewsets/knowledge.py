"""Reports for those who publish good practices: what is read and taken up, and broken links."""

from typing import Any

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from wagtail.admin.ui.tables import Column, DateColumn, TitleColumn

from actors.enums import Noun, Verb
from steering.queries.knowledge import broken_links, practices_read
from steering.viewsets.reports import PAGE_TITLE, ScopedReport


class PracticesReadReport(ScopedReport):
    noun = Noun.PRACTICE
    verb = Verb.PUBLISH
    page_title = _("Good practices read and taken up")
    header_icon = "view"
    index_url_name = "report_practices_read"
    index_results_url_name = "report_practices_read_results"
    export_filename = "pratiques-lues-et-reprises"
    order = 41
    columns = [
        PAGE_TITLE,
        Column("read", label=_("Read in three months"), width="16%"),
        Column("useful", label=_("Found useful"), width="12%"),
        Column("taken_up", label=_("Taken up"), width="12%"),
        DateColumn("last_on", label=_("Last taken up on"), width="16%"),
    ]
    list_export = ["title", "read", "useful", "taken_up", "last_on"]
    export_headings = {
        "title": _("Title"),
        "read": _("Read in three months"),
        "useful": _("Found useful"),
        "taken_up": _("Taken up"),
        "last_on": _("Last taken up on"),
    }

    def rows(self, user: Any, verb: Verb) -> QuerySet:
        return practices_read()


def _edit(row: Any) -> str:
    return reverse("wagtailadmin_pages:edit", args=[row.practice_id])


class BrokenLinksReport(ScopedReport):
    noun = Noun.PRACTICE
    verb = Verb.PUBLISH
    page_title = _("Broken links of good practices")
    header_icon = "link"
    index_url_name = "report_broken_links"
    index_results_url_name = "report_broken_links_results"
    export_filename = "liens-rompus"
    order = 42
    columns = [
        TitleColumn("practice", label=_("Good practice"), get_url=_edit),
        Column("url", label=_("Link"), width="40%"),
        Column("status", label=_("Answer (blank: nobody answers)"), width="14%"),
        DateColumn("broken_since", label=_("Broken since"), width="14%"),
    ]
    list_export = ["practice.title", "url", "status", "broken_since"]
    export_headings = {
        "practice.title": _("Good practice"),
        "url": _("Link"),
        "status": _("Answer (blank: nobody answers)"),
        "broken_since": _("Broken since"),
    }

    def rows(self, user: Any, verb: Verb) -> QuerySet:
        return broken_links()
