"""The latest practices for readers of feeds, as Atom and as JSON Feed. What everyone may read, and no more."""

from datetime import UTC, datetime, time
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseBadRequest, JsonResponse
from django.utils.feedgenerator import Atom1Feed
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe
from django.views.decorators.vary import vary_on_headers

from actors.enums import Noun
from actors.policies import open_to_all
from actors.rules import NOBODY
from catalog.filters import Listing
from catalog.models import Entry
from catalog.rules.languages import Told, preferred, told_in

SIZE = 30


@open_to_all
@vary_on_headers("Accept-Language")
@require_safe
def atom(request: HttpRequest) -> HttpResponse:
    entries = _entries(request)
    if entries is None:
        return _refused()
    feed = Atom1Feed(
        title=_title(),
        link=request.build_absolute_uri("/bonnes-pratiques/"),
        description=_("Ways of doing that worked, with what proves it."),
        language=settings.LANGUAGE_CODE,
        feed_url=request.build_absolute_uri(),
    )
    for entry, said in entries:
        feed.add_item(
            title=said.title,
            link=request.build_absolute_uri(said.url),
            description=said.summary,
            unique_id=f"urn:uuid:{entry.key}",
            pubdate=_published_at(entry),
            updateddate=entry.changed_at,
            categories=entry.data["themes"],
            item_copyright=entry.data["licence"],
        )
    return HttpResponse(feed.writeString("utf-8"), content_type="application/atom+xml; charset=utf-8")


@open_to_all
@vary_on_headers("Accept-Language")
@require_safe
def json(request: HttpRequest) -> HttpResponse:
    """https://www.jsonfeed.org/version/1.1/"""
    entries = _entries(request)
    if entries is None:
        return _refused()
    said = {
        "version": "https://jsonfeed.org/version/1.1",
        "title": _title(),
        "home_page_url": request.build_absolute_uri("/bonnes-pratiques/"),
        "feed_url": request.build_absolute_uri(),
        "language": settings.LANGUAGE_CODE,
        "items": [_item(request, entry, said) for entry, said in entries],
    }
    return JsonResponse(said, content_type="application/feed+json", json_dumps_params={"ensure_ascii": False})


def _item(request: HttpRequest, entry: Entry, said: Told) -> dict[str, Any]:
    return {
        "id": f"urn:uuid:{entry.key}",
        "url": request.build_absolute_uri(said.url),
        "title": said.title,
        "summary": said.summary,
        "language": said.language or entry.data["language"],
        "content_text": (entry.data | said.fields)["problem"] or said.summary,
        "date_published": _published_at(entry).isoformat(),
        "date_modified": entry.changed_at.isoformat(),
        "tags": entry.data["themes"],
    }


def _entries(request: HttpRequest) -> list[tuple[Entry, Told]] | None:
    """Those of the filters of the list (?theme=...), in a language (?langue=...); None if not understood."""
    listing = Listing(Noun.PRACTICE, request.GET, viewer=NOBODY, size=SIZE)
    languages = preferred(request.headers.get("Accept-Language", ""), asked=request.GET.getlist("langue"))
    return None if listing.filter.errors else [(entry, told_in(entry, languages)) for entry in listing.items]


def _refused() -> HttpResponse:
    return HttpResponseBadRequest(_("This address asks for a filter that does not exist."), content_type="text/plain")


def _title() -> str:
    return _("Good practices")


def _published_at(entry: Entry) -> datetime:
    return datetime.combine(entry.dated_on, time(), UTC) if entry.dated_on else entry.changed_at
