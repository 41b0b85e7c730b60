"""Bringing back a version of a page: what the histories of sites and of actions share."""

from collections.abc import Iterable

from django.contrib import messages
from django.http import Http404, HttpRequest
from django.utils.translation import gettext as _
from wagtail.models import Revision

from cms.models import PlatformPage
from cms.queries.versions import find_version
from collaboration.queries.history import HistoryLine


def version_or_404(page: PlatformPage, pk: int, *, published: Iterable[HistoryLine]) -> Revision:
    """Only of what was published: what others proposed and nobody validated stays between them and the pilots."""
    revision = find_version(page, pk) if any(line.version == pk for line in published) else None
    if revision is None:
        raise Http404
    return revision


def tell_restored(request: HttpRequest, page: PlatformPage) -> None:
    page.refresh_from_db()
    if page.has_unpublished_changes:
        messages.success(request, _("Thank you. It shows as soon as a pilot of the territory has validated it."))
    else:
        messages.success(request, _("The version is restored: it shows now."))
