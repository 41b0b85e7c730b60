"""What the views of forms share."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect

from actors.enums import ReadingKind, Verb
from sites.models import SitePage
from sites.queries.finding import find_site
from sites.services import note_reading


def site_or_404(request: HttpRequest, slug: str, verb: Verb, *, kind: ReadingKind = ReadingKind.SHEET) -> SitePage:
    """The same answer for a site that is missing and for one that is not the reader's. Forms show it: it is read."""
    site = find_site(request.user, slug, verb=verb)
    if site is None:
        raise Http404
    note_reading(site, user=request.user, kind=kind)
    return site


def to_sheet(site: SitePage, anchor: str = "") -> HttpResponse:
    return redirect((site.get_url() or "/") + anchor)
