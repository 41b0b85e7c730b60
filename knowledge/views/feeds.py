"""The latest practices for readers of feeds, as Atom and as JSON Feed. What everyone may read, and no more."""

from datetime import UTC, datetime, time
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseBadRequest, JsonResponse
from django.utils.feedgenerator import Atom1Feed
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from actors.enums import Noun
from actors.policies import open_to_all
from actors.rules import NOBODY
from catalog.filters import Listing
from catalog.models import Entry

SIZE = 30


@open_to_all
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
    for entry in entries:
        feed.add_item(
            title=entry.title,
            link=request.build_absolute_uri(entry.url),
            description=entry.summary,
            unique_id=f"urn:uuid:{entry.key}",
            pubdate=_published_at(entry),
            updateddate=entry.changed_at,
            categories=entry.data["themes"],
            item_copyright=entry.data["licence"],
        )
    return HttpResponse(feed.writeString("utf-8"), content_type="application/atom+xml; charset=utf-8")


@open_to_all
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
        "items": [_item(request, entry) for entry in entries],
    }
    return JsonResponse(said, content_type="application/feed+json", json_dumps_params={"ensure_ascii": False})


def _item(request: HttpRequest, entry: Entry) -> dict[str, Any]:
    return {
        "id": f"urn:uuid:{entry.key}",
        "url": request.build_absolute_uri(entry.url),
        "title": entry.title,
        "summary": entry.summary,
        "content_text": entry.data["problem"] or entry.summary,
        "date_published": _published_at(entry).isoformat(),
        "date_modified": entry.changed_at.isoformat(),
        "tags": entry.data["themes"],
    }


def _entries(request: HttpRequest) -> list[Entry] | None:
    """Those of the filters of the list (?theme=...); None for a question that is not understood."""
    listing = Listing(Noun.PRACTICE, request.GET, viewer=NOBODY, size=SIZE)
    return None if listing.filter.errors else listing.items


def _refused() -> HttpResponse:
    return HttpResponseBadRequest(_("This address asks for a filter that does not exist."), content_type="text/plain")


def _title() -> str:
    return _("Good practices")


def _published_at(entry: Entry) -> datetime:
    return datetime.combine(entry.dated_on, time(), UTC) if entry.dated_on else entry.changed_at
