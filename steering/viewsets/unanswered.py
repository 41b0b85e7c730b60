"""What nobody finds, for those who keep the words of search: only what several people typed, and never who."""

from typing import Any
from urllib.parse import urlencode

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from wagtail.admin.ui.tables import Column, DateColumn, TitleColumn

from actors.enums import Noun, Verb
from catalog.models import Unanswered
from catalog.policies import keeps_words
from steering.viewsets.reports import ScopedReport


def search_again(row: Unanswered) -> str:
    return f"{reverse('search')}?{urlencode({'q': row.words})}"


class UnansweredReport(ScopedReport):
    noun = Noun.PAGE
    verb = Verb.PUBLISH
    page_title = _("Searches without result")
    header_icon = "search"
    index_url_name = "report_unanswered"
    index_results_url_name = "report_unanswered_results"
    export_filename = "recherches-sans-resultat"
    order = 45
    columns = [
        TitleColumn("words", label=_("Words"), get_url=search_again),
        Column("people", label=_("People in the month"), width="20%"),
        DateColumn("month", label=_("Month"), width="15%"),
    ]
    list_export = ["words", "people", "month"]
    export_headings = {"words": _("Words"), "people": _("People in the month"), "month": _("Month")}

    @classmethod
    def is_open_to(cls, user: Any) -> bool:
        return keeps_words(user)

    @property
    def may_export(self) -> bool:
        return True

    def rows(self, user: Any, verb: Verb) -> QuerySet:
        return Unanswered.objects.all()

    def order_queryset(self, queryset: QuerySet) -> QuerySet:
        return queryset.order_by("-month", "-people", "words")
