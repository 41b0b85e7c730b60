"""The history of a site: what changed, what differs between two versions, and bringing one back."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST

from actors.enums import Noun, ReadingKind, Verb
from actors.policies import needs
from actors.rules import can
from actors.views.asking import person
from collaboration.forms.versions import TODAY, VersionsForm, compared
from collaboration.views.versions import tell_restored, version_or_404
from sites.enums.history import HistoryKind
from sites.models import SitePage
from sites.queries.history import published_versions, site_history
from sites.services import restore_version
from sites.views.asking import site_or_404, to_sheet

PAGE_SIZE = 20
# The addresses that the history of any page leads to.
NAMES = {"compare": "compare_versions", "restore": "restore_version"}


@needs(Verb.READ_EXACT, Noun.SITE)
def history(request: HttpRequest, slug: str) -> HttpResponse:
    site = site_or_404(request, slug, Verb.READ_EXACT, kind=ReadingKind.HISTORY)
    asked = request.GET.get("type", "")
    kind = HistoryKind(asked) if asked in HistoryKind.values else None
    page = Paginator(site_history(site, reader=request.user, kind=kind), PAGE_SIZE).get_page(request.GET.get("page"))
    kinds = [
        one for one in HistoryKind if one != HistoryKind.PROCEDURE or can(request.user, Verb.READ_RESTRICTED, site)
    ]
    return render(
        request,
        "sites/history.html",
        {
            "site": site,
            "names": NAMES,
            "listed": page,
            "kind": kind,
            "kinds": kinds,
            "may_restore": _may_restore(request, site),
        },
    )


@needs(Verb.READ_EXACT, Noun.SITE)
def compare(request: HttpRequest, slug: str) -> HttpResponse:
    """What differs between two versions, or between one and what the sheet says today."""
    site = site_or_404(request, slug, Verb.READ_EXACT, kind=ReadingKind.HISTORY)
    published = published_versions(site, reader=request.user)
    form = VersionsForm(request.GET or None, versions=published)
    if request.GET.keys() - form.fields.keys():
        raise Http404
    context: dict[str, Any] = {"site": site, "names": NAMES, "form": form}
    if form.is_bound and form.is_valid():
        told = compared(site, form, reader=request.user)
        context |= told | {
            "may_restore": told["is_with_today"] and bool(told["changes"]) and _may_restore(request, site)
        }
    return render(request, "sites/compare.html", context)


@needs(Verb.UPDATE, Noun.SITE)
@require_POST
def restore(request: HttpRequest, slug: str, version: int) -> HttpResponse:
    site = site_or_404(request, slug, Verb.UPDATE)
    revision = version_or_404(site, version, published=published_versions(site, reader=request.user))
    try:
        shown = restore_version(user=person(request), site=site, revision=revision)
    except ValidationError as refusal:
        messages.error(request, " ".join(refusal.messages))
        return redirect(f"{reverse('compare_versions', args=[slug])}?avant={version}&apres={TODAY}")
    tell_restored(request, shown)
    return to_sheet(site)


def _may_restore(request: HttpRequest, site: SitePage) -> bool:
    return site.is_open and can(request.user, Verb.UPDATE, site)
