"""One search for everything that its reader may read: the very one of the platform's own page."""

from collections.abc import Iterable
from typing import Any, ClassVar

import orjson
from django.http import HttpResponse
from django.utils.translation import gettext_lazy as _
from drf_spectacular.utils import OpenApiExample, OpenApiParameter
from rest_framework.exceptions import ValidationError
from rest_framework.request import Request

from actors.enums import Noun, ReadingKind
from actors.policies import Right
from actors.services.readings import record_reading
from api.fields import collection_of
from api.filters import Errors, add_unknown, add_wrong, size_of
from api.policies import KeyAuthentication, SessionAuthentication, viewer_of
from api.v1.search.serializers import EXAMPLE, ROW_EXAMPLE, RowSerializer, SearchSerializer
from api.views.endpoint import Endpoint, link_with
from api.views.entries import MAX_FEATURES
from api.views.parameters import entry_parameters
from api.views.picking import RowEndpoint, RowFeatures, RowTable, collection
from catalog.filters import SearchFilter, SearchListing
from catalog.models import Entry
from catalog.queries.highlights import Highlight
from catalog.querysets import EntryQuerySet

# What goes page by page, where all comes at once.
ONE_BY_ONE = ("sort", "cursor")
# What a row says, and what a reading of it is written by.
COLUMNS = ("key", "noun", "title", "url", "summary", "dated_on", "people", "lon", "lat", "page_id")


class Search(Endpoint):
    right = Right()
    authentication_classes = [KeyAuthentication, SessionAuthentication]
    resource = "search"
    description = _(
        "Sites, actions, good practices, news, pages and areas, each by the reader's rights. Places, numbers of "
        "people, years, states and themes are understood, and become filters."
    )

    def check_parameters(self, request: Request) -> None:
        """The filter does, and says what would be understood."""


class SearchList(Search):
    operation = "list"
    summary = _("Search everything, in words")

    def parameters(self) -> list[OpenApiParameter]:
        return entry_parameters(None, own=("limit",), refused=())

    def described(self) -> Any:
        return SearchSerializer

    def examples(self) -> list[OpenApiExample]:
        return [OpenApiExample("search", EXAMPLE, response_only=True)]

    def get(self, request: Request) -> HttpResponse:
        errors: Errors = {}
        size = size_of(request.query_params, errors)
        listing = SearchListing(request.query_params, viewer=viewer_of(request), size=size, also=("limit",))
        add_wrong(errors, listing.filter.errors)
        if errors:
            raise ValidationError(errors)
        _note_sites(request, listing.items)
        return self.answer_bytes(request, orjson.dumps(_body(request, listing)))


class Found(Search, RowEndpoint):
    """All that was found, without what only a page shows."""

    serializer_class = RowSerializer
    example = ROW_EXAMPLE
    own_parameters: ClassVar[tuple[str, ...]] = ()

    def parameters(self) -> list[OpenApiParameter]:
        return entry_parameters(None, own=self.own_parameters, refused=ONE_BY_ONE)

    def found(self, request: Request) -> EntryQuerySet:
        """What the address asks."""
        asked = SearchFilter(request.query_params, viewer=viewer_of(request), also=self.own_parameters)
        errors: Errors = {}
        add_wrong(errors, asked.errors)
        add_unknown(errors, request.query_params.keys() & set(ONE_BY_ONE))
        if errors:
            raise ValidationError(errors)
        return asked.queryset


class SearchFeatures(Found, RowFeatures):
    summary = _("All that was found, as GeoJSON")

    def described(self) -> Any:
        return collection_of(RowSerializer)

    def examples(self) -> list[OpenApiExample]:
        return [OpenApiExample("search", collection([ROW_EXAMPLE]), response_only=True)]

    def get(self, request: Request) -> HttpResponse:
        entries = self.found(request)
        found = _latest(entries)
        _note_sites(request, found)
        matched = len(found) if len(found) < MAX_FEATURES else entries.count()
        return self.answer_features(request, [_row(entry) for entry in found], matched=matched)


class SearchTable(Found, RowTable):
    """Without sites: a file of them is an export, with a right and an address of its own (`/sites.csv`)."""

    summary = _("All that was found but sites, as CSV")
    own_parameters = ("fields",)

    def get(self, request: Request) -> HttpResponse:
        return self.answer_table(request, _latest(self.found(request).exclude(noun=Noun.SITE)), _row)


def _latest(entries: EntryQuerySet) -> list[Entry]:
    """The latest changes first, MAX_FEATURES at most."""
    return list(entries.only(*COLUMNS).order_by("-change")[:MAX_FEATURES])


def _note_sites(request: Request, entries: Iterable[Entry]) -> None:
    sites = [entry.page_id for entry in entries if entry.noun == Noun.SITE and entry.page_id]
    record_reading(viewer=viewer_of(request), kind=ReadingKind.LIST, page_ids=sites)


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
    return _row(entry) | {"highlight": str(mark.text) if mark else ""}


def _row(entry: Entry) -> dict[str, Any]:
    return {
        "id": entry.key,
        "noun": entry.noun,
        "title": entry.title,
        "url": entry.url,
        "summary": entry.summary,
        "dated_on": entry.dated_on,
        "people": entry.people,
        "point": None if entry.lon is None else {"lon": entry.lon, "lat": entry.lat},
    }
