"""Mails on their way and gone, for the national team: of which kind, when, what became of them; never to whom."""

from typing import Any

from django.db.models import QuerySet
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _
from django_filters import ChoiceFilter
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.ui.tables import Column, DateColumn

from actors.enums import MailKind, MailState, Noun, Verb
from actors.models import MailTrace
from cms.viewsets.listing import spelled
from steering.viewsets.reports import PlatformReport

# Names of exceptions that mean something to who reads them; others are shown as they are.
PROBLEMS = {
    "ConnectionRefusedError": _("The mail server does not answer."),
    "TimeoutError": _("The mail server answers too late."),
    "gaierror": _("The name of the mail server is unknown."),
    "SMTPServerDisconnected": _("The mail server hung up."),
    "SMTPAuthenticationError": _("The mail server refuses our password."),
    "SMTPRecipientsRefused": _("The mail server refuses this address."),
    "SMTPSenderRefused": _("The mail server refuses our address."),
    "SMTPDataError": _("The mail server refuses this mail."),
}


def kind_of(trace: MailTrace) -> str:
    return capfirst(str(MailKind(trace.kind).label) if trace.kind in MailKind.values else trace.kind)


def problem_of(trace: MailTrace) -> str:
    return str(PROBLEMS.get(trace.problem, trace.problem))


class MailFilterSet(WagtailFilterSet):
    state = ChoiceFilter(label=_("State"), choices=MailState.choices, empty_label=_("All"))
    kind = ChoiceFilter(label=_("Kind"), choices=MailKind.choices, empty_label=_("All"))

    class Meta:
        model = MailTrace
        fields: tuple[str, ...] = ()


class MailsReport(PlatformReport):
    """Kept for sixty days."""

    noun = Noun.ACCOUNT
    verb = Verb.READ
    page_title = _("Mails")
    header_icon = "mail"
    index_url_name = "report_mails"
    index_results_url_name = "report_mails_results"
    filterset_class = MailFilterSet
    default_ordering = "-queued_at"
    order = 50
    columns = [
        Column("kind", label=_("Kind"), accessor=kind_of),
        spelled("state", label=_("State"), width="20%"),
        Column("attempts", label=_("Attempts"), width="8%"),
        Column("problem", label=_("Last problem"), accessor=problem_of, width="20%"),
        DateColumn("queued_at", label=_("Written"), width="12%"),
        DateColumn("done_at", label=_("Done"), width="12%"),
    ]

    def rows(self, user: Any, verb: Verb) -> QuerySet:
        return MailTrace.objects.all()

    def order_queryset(self, queryset: QuerySet) -> QuerySet:
        return queryset.order_by("-queued_at", "-pk")
