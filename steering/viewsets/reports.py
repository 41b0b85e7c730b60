"""Reports of the editor: what asks for attention, in the reader's scope; a file holds what they may export, no more."""

from typing import Any

from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import path, reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.admin.menu import MenuItem
from wagtail.admin.ui.tables import Column, DateColumn, TitleColumn
from wagtail.admin.views.reports import ReportView

from actors.enums import Noun, ReadingKind, Verb
from actors.rules import Viewer, can
from actors.services.readings import record_reading
from cms.rules.cells import inert
from cms.rules.permissions import reaches_everywhere
from sites.viewsets import SITE_COLUMNS
from steering.queries.follow_up import practices_to_review, sites_without_action, sites_without_news
from steering.queries.waiting import judges, waiting_rows

PAGE_TITLE = TitleColumn("title", label=_("Title"), url_name="wagtailadmin_pages:edit")


class ScopedReport(ReportView):
    """Open to those who hold `verb` on some `noun`. `rows(user, verb)` are theirs."""

    noun: Noun = Noun.SITE
    verb: Verb = Verb.UPDATE
    order = 100
    custom_value_preprocess = ReportView.custom_value_preprocess | {str: {ReportView.FORMAT_CSV: inert}}

    @classmethod
    def is_open_to(cls, user: Any) -> bool:
        return can(user, cls.verb, cls.noun)

    @classmethod
    def menu_item(cls) -> MenuItem:
        return ReportMenuItem(cls)

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if not self.is_open_to(request.user) or (self.is_export and not self.may_export):
            raise Http404
        return super().dispatch(request, *args, **kwargs)

    @property
    def may_export(self) -> bool:
        return can(self.request.user, Verb.EXPORT, self.noun)

    @property
    def show_export_buttons(self) -> bool:
        return bool(self.list_export) and self.may_export

    def get_base_queryset(self) -> Any:
        return self.rows(self.request.user, Verb.EXPORT if self.is_export else self.verb)

    def rows(self, user: Any, verb: Verb) -> Any:
        raise NotImplementedError

    def sites_in(self, rows: Any) -> list[int]:
        """The sites that a file of these rows tells of."""
        return []

    def render_to_response(self, context: dict[str, Any], **kwargs: Any) -> HttpResponse:
        if self.is_export:
            sites, viewer = self.sites_in(context["object_list"]), Viewer(user=self.request.user)
            record_reading(viewer=viewer, kind=ReadingKind.EXPORT, page_ids=sites)
        return super().render_to_response(context, **kwargs)

    def get_filename(self) -> str:
        return f"{self.export_filename}-{timezone.localdate():%Y-%m-%d}"


class PlatformReport(ScopedReport):
    """Of the whole platform, for those who hold `verb` everywhere. No file of it: it is looked at."""

    @classmethod
    def is_open_to(cls, user: Any) -> bool:
        return reaches_everywhere(user, cls.verb, cls.noun)

    @property
    def may_export(self) -> bool:
        return False


class ReportMenuItem(MenuItem):
    def __init__(self, report: type[ScopedReport]) -> None:
        url = reverse(report.index_url_name)
        super().__init__(
            report.page_title, url, report.index_url_name, icon_name=report.header_icon, order=report.order
        )
        self.report = report

    def is_shown(self, request: HttpRequest) -> bool:
        return self.report.is_open_to(request.user)


class SitesReport(ScopedReport):
    columns = [PAGE_TITLE, *SITE_COLUMNS]
    list_export = ["title", "commune.name", "commune.code", "get_status_display", "last_people", "last_observed_on"]
    export_headings = {
        "title": _("Title"),
        "commune.name": _("Commune"),
        "commune.code": _("Code of the commune"),
        "get_status_display": _("Status"),
        "last_people": _("People (blank: unknown)"),
        "last_observed_on": _("Last observation"),
    }

    def sites_in(self, rows: Any) -> list[int]:
        return [site.pk for site in rows]


class WithoutNewsReport(SitesReport):
    page_title = _("Sites without news for three months")
    header_icon = "time"
    index_url_name = "report_without_news"
    index_results_url_name = "report_without_news_results"
    export_filename = "sites-sans-nouvelle"
    order = 10

    def rows(self, user: Any, verb: Verb) -> QuerySet:
        return sites_without_news(user, verb)


class WithoutActionReport(SitesReport):
    page_title = _("Sites without action")
    header_icon = "group"
    index_url_name = "report_without_action"
    index_results_url_name = "report_without_action_results"
    export_filename = "sites-sans-action"
    order = 20

    def rows(self, user: Any, verb: Verb) -> QuerySet:
        return sites_without_action(user, verb)


class WaitingReport(ScopedReport):
    verb = Verb.PUBLISH
    page_title = _("Awaiting my validation")
    header_icon = "clipboard-list"
    index_url_name = "report_waiting"
    index_results_url_name = "report_waiting_results"
    export_filename = "a-valider"
    order = 30
    columns = [
        TitleColumn("title", label=_("Title"), get_url=lambda _row: reverse("validation_queue")),
        Column("what", label=_("What"), width="20%"),
        Column("author", label=_("Submitted by"), width="20%"),
        DateColumn("submitted_at", label=_("Submitted on"), width="15%"),
    ]
    list_export = ["title", "what", "author", "submitted_at"]
    export_headings = {
        "title": _("Title"),
        "what": _("What"),
        "author": _("Submitted by"),
        "submitted_at": _("Submitted on"),
    }

    def rows(self, user: Any, verb: Verb) -> list[Any]:
        return waiting_rows(user)

    def order_queryset(self, queryset: Any) -> Any:
        return queryset

    def sites_in(self, rows: Any) -> list[int]:
        return [row.site_id for row in rows if row.site_id]

    @classmethod
    def is_open_to(cls, user: Any) -> bool:
        return judges(user)

    @property
    def may_export(self) -> bool:
        return any(can(self.request.user, Verb.EXPORT, noun) for noun in (Noun.SITE, Noun.PRACTICE))


class ToReviewReport(ScopedReport):
    noun = Noun.PRACTICE
    page_title = _("Good practices to review")
    header_icon = "pick"
    index_url_name = "report_to_review"
    index_results_url_name = "report_to_review_results"
    export_filename = "pratiques-a-relire"
    order = 40
    columns = [
        PAGE_TITLE,
        Column("organisation", label=_("Organisation"), width="25%"),
        DateColumn("review_on", label=_("To be reviewed on"), width="15%"),
    ]
    list_export = ["title", "organisation", "review_on"]
    export_headings = {
        "title": _("Title"),
        "organisation": _("Organisation"),
        "review_on": _("To be reviewed on"),
    }

    def rows(self, user: Any, verb: Verb) -> QuerySet:
        return practices_to_review(user)


REPORTS: dict[str, type[ScopedReport]] = {
    "sites-sans-nouvelle": WithoutNewsReport,
    "sites-sans-action": WithoutActionReport,
    "a-valider": WaitingReport,
    "pratiques-a-relire": ToReviewReport,
}


def addresses(reports: dict[str, type[ScopedReport]]) -> list[Any]:
    found = []
    for slug, report in reports.items():
        found.append(path(f"rapports/{slug}/", report.as_view(), name=report.index_url_name))
        results = report.as_view(results_only=True)
        found.append(path(f"rapports/{slug}/lignes/", results, name=report.index_results_url_name))
    return found
