"""Lists, details and GeoJSON of what is in the catalogue: the documents leave as they were written at publication."""

from collections.abc import Iterable, Sequence
from typing import Any, ClassVar

import orjson
from django.http import HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _lazy
from drf_spectacular.utils import OpenApiExample, OpenApiParameter
from rest_framework.exceptions import ErrorDetail, NotFound, ValidationError
from rest_framework.renderers import JSONRenderer
from rest_framework.request import Request
from rest_framework.serializers import Serializer

from actors.enums import Noun, ReadingKind
from actors.rules import Viewer
from api.fields import collection_of, page_of
from api.filters import Errors, refuse_value, size_of
from api.policies import viewer_of
from api.queries.entries import features_of, find_entry, state_of
from api.views.endpoint import Endpoint, GeoJSONRenderer, link_with
from api.views.parameters import entry_parameters, told
from catalog.filters import EntryFilter
from catalog.models import Entry

MAX_FEATURES = 20_000
# What a document keeps whatever the fields asked for.
ALWAYS = frozenset({"id"})


class EntryEndpoint(Endpoint):
    """`serializer_class` tells what documents hold; it describes, and never stands in an answer's way."""

    noun: ClassVar[Noun]
    serializer_class: ClassVar[type[Serializer]]
    example: ClassVar[dict[str, Any]]
    own_parameters: ClassVar[tuple[str, ...]] = ()
    refused_parameters: ClassVar[tuple[str, ...]] = ()

    def parameters(self) -> list[OpenApiParameter]:
        return entry_parameters(self.noun, own=self.own_parameters, refused=self.refused_parameters)

    def check_parameters(self, request: Request) -> None:
        """The filter does, and says what would be understood."""

    def filter_of(self, request: Request, errors: Errors) -> EntryFilter:
        """What the address asks; 400 with all that is wrong in it, `errors` of the caller included."""
        found = EntryFilter(self.noun, request.query_params, viewer=self.viewer_for(request), also=self.own_parameters)
        for error in found.errors:
            errors.setdefault(error.param, []).append(ErrorDetail(error.message, code=error.code))
        for name in request.query_params.keys() & set(self.refused_parameters):
            errors[name] = [ErrorDetail(_("This parameter does not exist here."), code="unknown")]
        if errors:
            raise ValidationError(errors)
        return found

    def viewer_for(self, request: Request) -> Viewer:
        """In whose name entries are looked for."""
        return viewer_of(request)

    def note(self, request: Request, kind: ReadingKind, page_ids: Iterable[int | None]) -> None:
        """Write down that these leave; only what is read under watch (sites) has something to write."""

    def fields_of(self, request: Request, errors: Errors) -> frozenset[str] | None:
        """The fields that are asked for, or None for all."""
        names = {name.strip() for name in request.query_params.get("fields", "").split(",")} - {""}
        unknown = sorted(names - self.serializer_class().fields.keys())
        if unknown:
            refuse_value(errors, "fields", _("No field is called: %s.") % ", ".join(unknown))
        return frozenset(names) | ALWAYS if names else None


class EntryList(EntryEndpoint):
    own_parameters = ("limit", "fields")
    operation = "list"
    summary = _lazy("List, page by page")

    def described(self) -> type[Serializer]:
        return page_of(self.serializer_class)

    def examples(self) -> list[OpenApiExample]:
        page = {"count": 1, "next": None, "results": [self.example]}
        return [OpenApiExample(self.resource, page, response_only=True)]

    def get(self, request: Request) -> HttpResponse:
        errors: Errors = {}
        fields, size = self.fields_of(request, errors), size_of(request.query_params, errors)
        asked = self.filter_of(request, errors)
        state = state_of(self.noun, asked.viewer)
        return self.answer(request, state=state, body=lambda: self._body(request, asked, size=size, fields=fields))

    def _body(self, request: Request, asked: EntryFilter, *, size: int, fields: frozenset[str] | None) -> bytes:
        page = asked.page(size=size)
        self.note(request, ReadingKind.LIST, [entry.page_id for entry in page.items])
        documents = [entry.document for entry in page.items]
        following = link_with(request, cursor=str(page.next)) if page.next else None
        head = orjson.dumps({"count": asked.queryset.count(), "next": following})[:-1]
        return b'%s,"results":[%s]}' % (head, ",".join(_pick(documents, fields)).encode())


class EntryDetail(EntryEndpoint):
    """What is not published and what the viewer may not see are one same 404."""

    operation = "read"
    summary = _lazy("One, by its identifier")

    def parameters(self) -> list[OpenApiParameter]:
        return [told("key", location="path"), told("fields")]

    def described(self) -> type[Serializer]:
        return self.serializer_class

    def examples(self) -> list[OpenApiExample]:
        return [OpenApiExample(self.resource, self.example, response_only=True)]

    def problems(self) -> list[int]:
        return [*super().problems(), 404]

    def check_parameters(self, request: Request) -> None:
        Endpoint.check_parameters(self, request)

    def get(self, request: Request, key: str) -> HttpResponse:
        errors: Errors = {}
        fields = self.fields_of(request, errors)
        if errors:
            raise ValidationError(errors)
        entry = find_entry(self.noun, key, viewer=viewer_of(request))
        if entry is None:
            raise NotFound
        return self.answer(request, state=entry.change, body=lambda: self._body(request, entry, fields))

    def _body(self, request: Request, entry: Entry, fields: frozenset[str] | None) -> bytes:
        self.note(request, ReadingKind.DETAIL, [entry.page_id])
        return "".join(_pick([entry.document], fields)).encode()


class EntryFeatures(EntryEndpoint):
    """All that match at once, for maps: a FeatureCollection of RFC 7946, of at most MAX_FEATURES features."""

    renderer_classes = [GeoJSONRenderer, JSONRenderer]
    refused_parameters = ("sort", "cursor")
    operation = "geojson"
    summary = _lazy("All that match, as GeoJSON")
    media_type = GeoJSONRenderer.media_type

    def described(self) -> type[Serializer]:
        return collection_of(self.serializer_class)

    def examples(self) -> list[OpenApiExample]:
        collection = {"type": "FeatureCollection", "numberMatched": 1, "numberReturned": 1}
        return [OpenApiExample(self.resource, collection | {"features": [_feature(self.example)]}, response_only=True)]

    def get(self, request: Request) -> HttpResponse:
        asked = self.filter_of(request, {})
        state = state_of(self.noun, asked.viewer)
        return self.answer(
            request, state=state, body=lambda: self._collection(request, asked), content_type=self.media_type
        )

    def _collection(self, request: Request, asked: EntryFilter) -> bytes:
        found = features_of(asked.queryset, most=MAX_FEATURES)
        self.note(request, ReadingKind.LIST, [page_id for page_id, _text in found])
        matched = len(found) if len(found) < MAX_FEATURES else asked.queryset.count()
        counts = {"numberMatched": matched, "numberReturned": len(found)}
        head = orjson.dumps({"type": "FeatureCollection", **counts})[:-1]
        return b'%s,"features":[%s]}' % (head, ",".join(text for _page_id, text in found).encode())


def _feature(document: dict[str, Any]) -> dict[str, Any]:
    """The example of a feature, from that of a document."""
    properties = {name: value for name, value in document.items() if name not in {"id", "point"}}
    point = document["point"]
    geometry = point and {"type": "Point", "coordinates": [point["lon"], point["lat"]]}
    return {"type": "Feature", "id": document["id"], "geometry": geometry, "properties": properties}


def _pick(documents: Sequence[str], fields: frozenset[str] | None) -> Iterable[str]:
    if fields is None:
        return documents
    kept = ({name: value for name, value in orjson.loads(text).items() if name in fields} for text in documents)
    return [orjson.dumps(document).decode() for document in kept]
