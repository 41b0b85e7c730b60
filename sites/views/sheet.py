"""The page of a site is served by Wagtail; this stands at its door."""

from collections.abc import Callable
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.cache import add_never_cache_headers
from wagtail.models import Page

from actors.enums import Verb
from actors.rules import can
from sites.models import SitePage
from sites.queries.public import public_sheet
from sites.services import note_reading

Serve = Callable[[Page, HttpRequest, Any, Any], HttpResponse]


def guarded(serve: Serve) -> Serve:
    """Who may not read a site is answered as if it did not exist; who may is told of; nobody's proxy keeps the page."""

    def serve_if_allowed(page: Page, request: HttpRequest, args: Any, kwargs: Any) -> HttpResponse:
        if not isinstance(page, SitePage):
            return serve(page, request, args, kwargs)
        kept = page.merged_into
        if not can(request.user, Verb.READ, kept or page):
            return _as_everyone_may(page, request)
        if kept:
            answer = redirect(kept.get_url() or "/")
            add_never_cache_headers(answer)
            return answer
        note_reading(page, user=request.user)
        response = serve(page, request, args, kwargs)
        add_never_cache_headers(response)
        return response

    return serve_if_allowed


def _as_everyone_may(page: SitePage, request: HttpRequest) -> HttpResponse:
    """Where settlements are public knowledge, what was published for everyone; elsewhere there is nothing here."""
    sheet = public_sheet(page, reader=request.user)
    if sheet is None:
        raise Http404
    return render(request, "sites/public_site.html", {"sheet": sheet})
