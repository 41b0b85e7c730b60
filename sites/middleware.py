"""Sites in Wagtail's editor are read there as elsewhere: every page of it that shows one is told."""

from collections.abc import Callable
from typing import Any

from django.http import HttpRequest, HttpResponse

from actors.enums import ReadingKind
from sites.models import SitePage
from sites.services import note_reading

Answer = Callable[[HttpRequest], HttpResponse]
# Addresses of Wagtail's editor that take a page.
SPACE = "wagtailadmin_pages"
# What is not named here is the editor itself.
KINDS = {
    "history": ReadingKind.HISTORY,
    "history_results": ReadingKind.HISTORY,
    "revisions_index": ReadingKind.HISTORY,
    "workflow_history": ReadingKind.HISTORY,
    "workflow_history_detail": ReadingKind.HISTORY,
    "revisions_compare": ReadingKind.HISTORY,
    "revisions_revert": ReadingKind.HISTORY,
    "revisions_view": ReadingKind.PREVIEW,
    "preview_on_edit": ReadingKind.PREVIEW,
    "view_draft": ReadingKind.PREVIEW,
    "workflow_preview": ReadingKind.PREVIEW,
}


class EditorReadings:
    """A middleware, for Wagtail has no hook on its history, comparisons and previews."""

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        if response.status_code == 200:
            _tell(request)
        return response


def _tell(request: HttpRequest) -> None:
    match = request.resolver_match
    if match is None or SPACE not in match.namespaces:
        return
    page_id: Any = match.kwargs.get("page_id") or match.kwargs.get("pk")
    site = SitePage.objects.select_related("commune").filter(pk=page_id).first() if page_id else None
    if site:
        note_reading(site, user=request.user, kind=KINDS.get(match.url_name or "", ReadingKind.EDITOR))
