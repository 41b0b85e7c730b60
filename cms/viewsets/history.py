"""Wagtail's history of changes. Entries keep to the pages in scope; its list of people to filter by did not."""

from django.db.models import QuerySet
from wagtail.admin.views.reports.audit_logging import (
    LogEntriesView,
    SiteHistoryReportFilterSet,
    get_users_for_filter,
)


class ScopedHistoryFilterSet(SiteHistoryReportFilterSet):
    def get_users_queryset(self) -> QuerySet:
        """Those who changed something that the reader may see: by default Wagtail names everyone who ever did."""
        return get_users_for_filter(self.request.user)


class ScopedHistoryView(LogEntriesView):
    filterset_class = ScopedHistoryFilterSet
