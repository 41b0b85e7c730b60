"""One search for everything that its reader may read: the very one of the platform's own page."""

from typing import Any

import orjson
from django.http import HttpResponse
from django.utils.translation import gettext_lazy as _
from drf_spectacular.utils import OpenApiExample, OpenApiParameter
from rest_framework.exceptions import ErrorDetail, ValidationError
from rest_framework.request import Request

from actors.enums import Noun, ReadingKind
from actors.policies import Right
from actors.services.readings import record_reading
from api.filters import Errors, size_of
from api.policies import KeyAuthentication, SessionAuthentication, viewer_of
from api.v1.search.serializers import EXAMPLE, SearchSerializer
from api.views.endpoint import Endpoint, link_with
from api.views.parameters import entry_parameters
from catalog.filters import SearchListing
from catalog.models import Entry
from catalog.queries.highlights import Highlight


class SearchList(Endpoint):
    right = Right()
    authentication_classes = [KeyAuthentication, SessionAuthentication]
    resource = "search"
    operation = "list"
    summary = _("Search everything, in words")
    description = _(
        "Sites, actions, good practices, news, pages and areas, each by the reader's rights. Places, numbers of "
        "people, years, states and themes are understood, and become filters."
    )

    def parameters(self) -> list[OpenApiParameter]:
        return entry_parameters(None, own=("limit",), refused=())

    def described(self) -> Any:
        return SearchSerializer

    def examples(self) -> list[OpenApiExample]:
        return [OpenApiExample("search", EXAMPLE, response_only=True)]

    def check_parameters(self, request: Request) -> None:
        """The filter does, and says what would be understood."""

    def get(self, request: Request) -> HttpResponse:
        errors: Errors = {}
        size = size_of(request.query_params, errors)
        listing = SearchListing(request.query_params, viewer=viewer_of(request), size=size, also=("limit",))
        for wrong in listing.filter.errors:
            errors.setdefault(wrong.param, []).append(ErrorDetail(wrong.message, code=wrong.code))
        if errors:
            raise ValidationError(errors)
        sites = [entry.page_id for entry in listing.items if entry.noun == Noun.SITE and entry.page_id]
        record_reading(viewer=viewer_of(request), kind=ReadingKind.LIST, page_ids=sites)
        return self.answer_bytes(request, orjson.dumps(_body(request, listing)))


def _body(request: Request, listing: SearchListing) -> dict[str, Any]:
    question = listing.filter.question
    understood = [chip for chip in listing.chips if chip.kind]
    return {
        "count": listing.count,
        "next": link_with(request, cursor=str(listing.page.next)) if listing.page.next else None,
        "understood": [
            {"kind": chip.kind, "said": chip.said, "label": chip.label, "parameters": chip.parameters}
            for chip in understood
        ],
        "words": question.rest,
        "corrected": listing.filter.reading.corrected,
        "is_relaxed": listing.filter.reading.is_relaxed,
        "types": listing.filter.nouns,
        "beside": [
            {
                "kind": one.code,
                "label": str(one.label),
                "count": one.count,
                "results": [{"title": hit.title, "url": hit.url, "about": hit.about} for hit in one.hits],
            }
            for one in listing.beside
        ],
        "results": [_found(entry, mark) for entry, mark in listing.lines],
    }


def _found(entry: Entry, mark: Highlight | None) -> dict[str, Any]:
    point = None if entry.lon is None else {"lon": entry.lon, "lat": entry.lat}
    return {
        "id": entry.key,
        "noun": entry.noun,
        "title": entry.title,
        "url": entry.url,
        "summary": entry.summary,
        "highlight": str(mark.text) if mark else "",
        "dated_on": entry.dated_on,
        "people": entry.people,
        "point": point,
    }
