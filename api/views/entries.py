"""Lists, details and GeoJSON of what is in the catalogue: the documents leave as they were written at publication."""

from collections.abc import Iterable, Sequence
from functools import partial
from typing import ClassVar

import orjson
from django.http import HttpResponse
from django.utils.timezone import localdate
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _lazy
from drf_spectacular.utils import OpenApiExample, OpenApiParameter
from rest_framework.exceptions import NotFound, ValidationError
from rest_framework.renderers import JSONRenderer
from rest_framework.request import Request
from rest_framework.serializers import Serializer

from actors.enums import Noun, ReadingKind
from actors.rules import Viewer
from actors.rules.precision import public_precision
from api.enums import INCLUDED
from api.fields import collection_of
from api.filters import Errors, add_unknown, add_wrong, size_of
from api.policies import stamp_of, viewer_of
from api.queries.entries import features_of, find_entry, state_of
from api.services.lists import Listed, lists
from api.views.endpoint import Endpoint, GeoJSONRenderer, link_with
from api.views.parameters import entry_parameters
from api.views.picking import Picked, Picking, PickingDetail, PickingList, collection
from catalog.filters import EntryFilter
from catalog.models import Entry
from catalog.queries.pages import EntryPage
from catalog.queries.version import last_change

MAX_FEATURES = 20_000


class EntryEndpoint(Picking):
    noun: ClassVar[Noun]
    own_parameters: ClassVar[tuple[str, ...]] = ()
    refused_parameters: ClassVar[tuple[str, ...]] = ()

    def parameters(self) -> list[OpenApiParameter]:
        return entry_parameters(self.noun, own=self.own_parameters, refused=self.refused_parameters)

    def check_parameters(self, request: Request) -> None:
        """The filter does, and says what would be understood."""

    def filter_of(self, request: Request, errors: Errors, *, noun: Noun | None = None) -> EntryFilter:
        """What the address asks; 400 with all that is wrong in it, `errors` of the caller included."""
        viewer, query = self.viewer_for(request), request.query_params
        found = EntryFilter(noun or self.noun, query, viewer=viewer, also=self.own_parameters)
        add_wrong(errors, found.errors)
        add_unknown(errors, query.keys() & set(self.refused_parameters))
        if errors:
            raise ValidationError(errors)
        return found

    def viewer_for(self, request: Request) -> Viewer:
        """In whose name entries are looked for."""
        return viewer_of(request)

    def note(self, request: Request, kind: ReadingKind, page_ids: Iterable[int | None]) -> None:
        """Write down that these leave; only what is read under watch (sites) has something to write."""

    def written(self, request: Request, entries: Sequence[Entry], picked: Picked) -> Iterable[str]:
        """The documents as they were written at publication, but for what the address asks."""
        texts = picked_texts([entry.document for entry in entries], picked.fields)
        if not picked.include:
            return texts
        more = self.included(request, entries, picked.include)
        pairs = zip(texts, more, strict=True)
        return [f'{text[:-1]},"{INCLUDED}":{orjson.dumps(one).decode()}}}' for text, one in pairs]


class EntryList(EntryEndpoint, PickingList):
    summary = _lazy("List, page by page")

    @property
    def own_parameters(self) -> tuple[str, ...]:  # type: ignore[override]
        return ("limit", "fields", *(["include"] if self.includes else []))

    def parameters(self) -> list[OpenApiParameter]:
        known = entry_parameters(self.noun, own=("limit", "fields"), refused=self.refused_parameters)
        return [*known, *self.pick_parameters()]

    def get(self, request: Request) -> HttpResponse:
        viewer = viewer_of(request)
        if viewer.is_public or "include" in request.query_params:
            return self._made(request)
        # Read before the list is made: what is published meanwhile makes another number.
        version, asked = last_change(), _asked_by(request, viewer)
        listed = lists.find(asked, version=version)
        if listed is None:
            listed = self._listed(request, version)
            lists.keep(asked, listed)
        return self.answer(request, state=listed.state, body=partial(self._give, request, listed))

    def _made(self, request: Request) -> HttpResponse:
        errors: Errors = {}
        picked, size = self.picked_of(request, errors), size_of(request.query_params, errors)
        asked = self.filter_of(request, errors)
        body = partial(self._body, request, asked, size=size, picked=picked)
        if picked.include:
            # What comes along changes on its own: only the whole answer tells whether it is the same.
            return self.answer_bytes(request, body())
        return self.answer(request, state=state_of(self.noun, asked.viewer), body=body)

    def _listed(self, request: Request, version: int) -> Listed:
        errors: Errors = {}
        picked, size = self.picked_of(request, errors), size_of(request.query_params, errors)
        asked = self.filter_of(request, errors)
        page = asked.page(size=size)
        body = self._written(request, asked, page, picked)
        return Listed(version, state_of(self.noun, asked.viewer), body, [entry.page_id for entry in page.items])

    def _give(self, request: Request, listed: Listed) -> bytes:
        self.note(request, ReadingKind.LIST, listed.page_ids)
        return listed.body

    def _body(self, request: Request, asked: EntryFilter, *, size: int, picked: Picked) -> bytes:
        page = asked.page(size=size)
        self.note(request, ReadingKind.LIST, [entry.page_id for entry in page.items])
        return self._written(request, asked, page, picked)

    def _written(self, request: Request, asked: EntryFilter, page: EntryPage, picked: Picked) -> bytes:
        following = link_with(request, cursor=str(page.next)) if page.next else None
        head = orjson.dumps({"count": asked.queryset.count(), "next": following})[:-1]
        return b'%s,"results":[%s]}' % (head, ",".join(self.written(request, page.items, picked)).encode())


def _asked_by(request: Request, viewer: Viewer) -> tuple[str, ...]:
    """What a list depends on, besides the catalogue: who reads it, with which rights, from where, which day."""
    address = str(request.scheme), request.get_host(), request.get_full_path()
    return stamp_of(viewer), public_precision().value, *address, get_language() or "", str(localdate())


class EntryDetail(PickingDetail, EntryEndpoint):
    """What is not published and what the viewer may not see are one same 404."""

    summary = _lazy("One, by its identifier")

    def check_parameters(self, request: Request) -> None:
        Endpoint.check_parameters(self, request)

    def get(self, request: Request, key: str) -> HttpResponse:
        errors: Errors = {}
        picked = self.picked_of(request, errors)
        if errors:
            raise ValidationError(errors)
        entry = find_entry(self.noun, key, viewer=viewer_of(request))
        if entry is None:
            raise NotFound
        body = partial(self._body, request, entry, picked)
        return (
            self.answer_bytes(request, body())
            if picked.include
            else self.answer(request, state=entry.change, body=body)
        )

    def _body(self, request: Request, entry: Entry, picked: Picked) -> bytes:
        self.note(request, ReadingKind.DETAIL, [entry.page_id])
        return "".join(self.written(request, [entry], picked)).encode()


class EntryFeatures(EntryEndpoint):
    """All that match at once, for maps: a FeatureCollection of RFC 7946, of at most MAX_FEATURES features."""

    renderer_classes = [GeoJSONRenderer, JSONRenderer]
    own_parameters = ("fields",)
    refused_parameters = ("sort", "cursor")
    operation = "geojson"
    summary = _lazy("All that match, as GeoJSON")
    media_type = GeoJSONRenderer.media_type

    def described(self) -> type[Serializer]:
        return collection_of(self.serializer_class)

    def examples(self) -> list[OpenApiExample]:
        return [OpenApiExample(self.resource, collection([self.example]), response_only=True)]

    def get(self, request: Request) -> HttpResponse:
        errors: Errors = {}
        fields = self.picked_of(request, errors).fields
        asked = self.filter_of(request, errors)
        state = state_of(self.noun, asked.viewer)
        return self.answer(
            request, state=state, body=lambda: self._collection(request, asked, fields), content_type=self.media_type
        )

    def _collection(self, request: Request, asked: EntryFilter, fields: frozenset[str] | None) -> bytes:
        found = features_of(asked.queryset, most=MAX_FEATURES)
        self.note(request, ReadingKind.LIST, [page_id for page_id, _text in found])
        matched = len(found) if len(found) < MAX_FEATURES else asked.queryset.count()
        counts = {"numberMatched": matched, "numberReturned": len(found)}
        head = orjson.dumps({"type": "FeatureCollection", **counts})[:-1]
        return b'%s,"features":[%s]}' % (
            head,
            ",".join(_pick_properties([text for _id, text in found], fields)).encode(),
        )


def picked_texts(documents: Sequence[str], fields: frozenset[str] | None) -> Iterable[str]:
    if fields is None:
        return documents
    kept = ({name: value for name, value in orjson.loads(text).items() if name in fields} for text in documents)
    return [orjson.dumps(document).decode() for document in kept]


def _pick_properties(features: Sequence[str], fields: frozenset[str] | None) -> Iterable[str]:
    """Where each is stays, whatever the fields asked for: it is what maps come for."""
    if fields is None:
        return features
    kept = []
    for feature in map(orjson.loads, features):
        feature["properties"] = {name: value for name, value in feature["properties"].items() if name in fields}
        kept.append(orjson.dumps(feature).decode())
    return kept
