"""Lists, maps and search: windows of the catalogue. Who asks, which listing, which template."""

from typing import Any

from django.contrib.sitemaps import views as sitemaps
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.cache import cache_control
from django.views.decorators.vary import vary_on_headers

from actors.enums import Noun, ReadingKind, Verb
from actors.policies import needs, open_to_all
from actors.rules import Viewer, can
from actors.rules.clients import client_address
from actors.services.readings import record_reading
from catalog.filters import Listing, SearchListing
from catalog.queries.live import shared_mark
from catalog.queries.sitemap import SITEMAPS
from catalog.rules.live import read_token
from catalog.services.unanswered import record_unanswered

# For search engines: the same for everyone.
FRESH = cache_control(public=True, max_age=3600)


@needs(Verb.READ_PUBLIC, Noun.SITE)
def sites(request: HttpRequest) -> HttpResponse:
    """The sites of the territories of a member, beside their map; all of them, where they are public knowledge."""
    return _window(request, Noun.SITE, "catalog/sites.html")


@needs(Verb.READ_PUBLIC, Noun.ACTION)
def actions(request: HttpRequest) -> HttpResponse:
    return _window(request, Noun.ACTION, "catalog/actions.html")


@needs(Verb.READ, Noun.AREA)
def public_map(request: HttpRequest) -> HttpResponse:
    """The areas that everyone may see; members have a switch to their sites."""
    return _window(request, Noun.AREA, "catalog/map.html", reads_sites=can(request.user, Verb.READ_PUBLIC, Noun.SITE))


@open_to_all
@vary_on_headers("Accept-Language")
def search(request: HttpRequest) -> HttpResponse:
    """One box for everything. What several people look for without finding is told to editors, without their names."""
    viewer = Viewer(user=request.user)
    listing = SearchListing(request.GET, viewer=viewer)
    sites = [entry.page_id for entry in listing.items if entry.noun == Noun.SITE and entry.page_id]
    record_reading(viewer=viewer, kind=ReadingKind.LIST, page_ids=sites)
    if not listing.filter.errors and listing.has_found_nothing:
        record_unanswered(words=listing.filter.typed.rest, who=_asker(request))
    status = 400 if listing.filter.errors else 200
    return render(request, "catalog/search.html", {"listing": listing}, status=status)


@open_to_all
@transaction.non_atomic_requests
def live(request: HttpRequest) -> HttpResponse:
    """Whether the mark of a page is still that of what its reader may see. The token is the right: it opens nothing."""
    watch = read_token(request.GET.get("vue", ""))
    if watch is None:
        return HttpResponse(status=410)
    mark = f'"{shared_mark(watch)}"'
    status = 304 if request.headers.get("If-None-Match") == mark else 200
    return HttpResponse(status=status, headers={"ETag": mark, "Cache-Control": "private, no-cache"})


@open_to_all
@FRESH
def sitemap_index(request: HttpRequest) -> HttpResponse:
    return sitemaps.index(request, SITEMAPS, sitemap_url_name="sitemap_section")


@open_to_all
@FRESH
def sitemap_section(request: HttpRequest, section: str) -> HttpResponse:
    return sitemaps.sitemap(request, SITEMAPS, section=section)


@open_to_all
@FRESH
def robots(request: HttpRequest) -> HttpResponse:
    """What is not for search engines is closed to them by rights; this spares them the way."""
    context = {"sitemap": request.build_absolute_uri(reverse("sitemap_index"))}
    return render(request, "catalog/robots.txt", context, content_type="text/plain; charset=utf-8")


def _asker(request: HttpRequest) -> str:
    """Enough to count one person once; it is never kept (catalog.services.unanswered)."""
    return f"user {request.user.pk}" if request.user.is_authenticated else f"address {client_address(request)}"


def _window(request: HttpRequest, noun: Noun | None, template: str, **more: Any) -> HttpResponse:
    """A question that was not understood is answered in words, and as the error that it is."""
    listing = Listing(noun, request.GET, viewer=Viewer(user=request.user))
    status = 400 if listing.filter.errors else 200
    return render(request, template, {"listing": listing, **more}, status=status)
