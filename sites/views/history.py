"""The history of a site: what changed, what differs from today, and bringing a version back."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST
from wagtail.models import Revision

from actors.enums import Noun, ReadingKind, Verb
from actors.policies import needs
from actors.rules import can
from actors.views.asking import person
from sites.enums.history import HistoryKind
from sites.models import SitePage
from sites.queries.history import site_history
from sites.queries.versions import content_of, current_content, differences, find_version
from sites.services import restore_version
from sites.views.asking import site_or_404, to_sheet

PAGE_SIZE = 20


@needs(Verb.READ_EXACT, Noun.SITE)
def history(request: HttpRequest, slug: str) -> HttpResponse:
    site = site_or_404(request, slug, Verb.READ_EXACT, kind=ReadingKind.HISTORY)
    asked = request.GET.get("type", "")
    kind = HistoryKind(asked) if asked in HistoryKind.values else None
    page = Paginator(site_history(site, reader=request.user, kind=kind), PAGE_SIZE).get_page(request.GET.get("page"))
    kinds = [
        one for one in HistoryKind if one != HistoryKind.PROCEDURE or can(request.user, Verb.READ_RESTRICTED, site)
    ]
    return render(request, "sites/history.html", {"site": site, "listed": page, "kind": kind, "kinds": kinds})


@needs(Verb.READ_EXACT, Noun.SITE)
def compare(request: HttpRequest, slug: str, version: int) -> HttpResponse:
    """What a version said, beside what the sheet says today."""
    site = site_or_404(request, slug, Verb.READ_EXACT, kind=ReadingKind.HISTORY)
    revision = _version_or_404(site, version, user=request.user)
    now = current_content(site, reader=request.user)
    found = differences(site, content_of(revision, site, reader=request.user), now, reader=request.user)
    may = site.is_open and can(request.user, Verb.UPDATE, site)
    context = {"site": site, "version": revision, "changes": found, "may_restore": may and bool(found)}
    return render(request, "sites/compare.html", context)


@needs(Verb.UPDATE, Noun.SITE)
@require_POST
def restore(request: HttpRequest, slug: str, version: int) -> HttpResponse:
    site = site_or_404(request, slug, Verb.UPDATE)
    revision = _version_or_404(site, version, user=request.user)
    try:
        shown = restore_version(user=person(request), site=site, revision=revision)
    except ValidationError as refusal:
        messages.error(request, " ".join(refusal.messages))
        return redirect("compare_version", slug=slug, version=version)
    shown.refresh_from_db()
    if shown.has_unpublished_changes:
        messages.success(request, _("Thank you. It shows as soon as a pilot of the territory has validated it."))
    else:
        messages.success(request, _("The version is restored: it shows now."))
    return to_sheet(site)


def _version_or_404(site: SitePage, pk: int, *, user: Any) -> Revision:
    """Only of what was published: what others proposed and nobody validated stays between them and the pilots."""
    is_published = any(line.version == pk for line in site_history(site, reader=user, kind=HistoryKind.SHEET))
    revision = find_version(site, pk) if is_published else None
    if revision is None:
        raise Http404
    return revision
