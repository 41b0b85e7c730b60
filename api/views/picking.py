"""What an address asks of documents: some of their fields, and related things that they come with."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, ClassVar

import orjson
from django.http import HttpResponse
from django.utils.translation import gettext as _
from drf_spectacular.utils import OpenApiExample, OpenApiParameter
from rest_framework.exceptions import ValidationError
from rest_framework.renderers import JSONRenderer
from rest_framework.request import Request
from rest_framework.serializers import Serializer

from actors.rules import Viewer
from api.enums import INCLUDED
from api.fields import page_of
from api.filters import Errors, refuse_value
from api.policies import viewer_of
from api.rules.features import feature_of
from api.rules.tables import table
from api.views.endpoint import CSV_WITH_HEADER, CSVRenderer, Endpoint, GeoJSONRenderer
from api.views.parameters import told, told_include

# What a document keeps whatever the fields asked for.
ALWAYS = frozenset({"id"})


# Something that things may come with: for each thing a document, a list of them or None, by one query however many.
Inclusion = Callable[[Sequence[Any], Viewer], list[Any]]


@dataclass(frozen=True)
class Picked:
    """The fields asked for, None for all, and the names of what comes along."""

    fields: frozenset[str] | None
    include: tuple[str, ...] = ()


class Picking(Endpoint):
    """`serializer_class` tells what documents hold; it describes, and never stands in an answer's way."""

    serializer_class: ClassVar[type[Serializer]]
    example: ClassVar[dict[str, Any]]
    includes: ClassVar[dict[str, Inclusion]] = {}

    def pick_parameters(self) -> list[OpenApiParameter]:
        return [told_include(self.includes)] if self.includes else []

    def column_names(self) -> list[str]:
        return [str(name) for name in self.serializer_class().fields if name != INCLUDED]

    def picked_of(self, request: Request, errors: Errors) -> Picked:
        """What is wrong with `fields` and `include` is added to `errors`."""
        names, include = _names(request, "fields"), _names(request, "include")
        unknown = sorted(set(names) - set(self.column_names()))
        if unknown:
            refuse_value(errors, "fields", _("No field is called: %s.") % ", ".join(unknown))
        if set(include) - self.includes.keys():
            refuse_value(errors, "include", _("What may be included here: %s.") % ", ".join(self.includes))
        return Picked(frozenset(names) | ALWAYS if names else None, include)

    def included(self, request: Request, things: Sequence[Any], names: Sequence[str]) -> list[dict[str, Any]]:
        """What each of the things comes with, by name."""
        viewer = viewer_of(request)
        read = {name: self.includes[name](things, viewer) for name in names}
        return [{name: found[place] for name, found in read.items()} for place in range(len(things))]


class PickingList(Picking):
    operation = "list"

    def described(self) -> Any:
        return page_of(self.serializer_class)

    def examples(self) -> list[OpenApiExample]:
        page = {"count": 1, "next": None, "results": [self.example]}
        return [OpenApiExample(self.resource, page, response_only=True)]


class PickingDetail(Picking):
    operation = "read"

    def parameters(self) -> list[OpenApiParameter]:
        return [told("key", location="path"), told("fields"), *self.pick_parameters()]

    def described(self) -> Any:
        return self.serializer_class

    def examples(self) -> list[OpenApiExample]:
        return [OpenApiExample(self.resource, self.example, response_only=True)]

    def problems(self) -> list[int]:
        return [*super().problems(), 404]


class PickingTable(Picking):
    renderer_classes = [CSVRenderer, JSONRenderer]
    media_type = CSVRenderer.media_type
    operation = "csv"

    def described(self) -> Any:
        return {"type": "string"}

    def examples(self) -> list[OpenApiExample]:
        text = table([self.example], self.column_names()).decode()
        return [OpenApiExample(self.resource, text, response_only=True, media_type=self.media_type)]

    def columns(self, fields: frozenset[str] | None) -> list[str]:
        return [name for name in self.column_names() if fields is None or name in fields]


class RowEndpoint(Picking):
    """Things that are not in the catalogue: their documents are made when they are asked."""

    def asked(self, request: Request) -> Picked:
        errors: Errors = {}
        picked = self.picked_of(request, errors)
        if errors:
            raise ValidationError(errors)
        return picked

    def documents(
        self, request: Request, things: Sequence[Any], document: Callable[[Any], dict[str, Any]]
    ) -> list[dict[str, Any]]:
        """Those of `things`, as the address asks them."""
        picked = self.asked(request)
        made = [_kept(document(one), picked.fields) for one in things]
        if picked.include:
            for one, more in zip(made, self.included(request, things, picked.include), strict=True):
                one[INCLUDED] = more
        return made

    def answer_list(
        self, request: Request, results: list[dict[str, Any]], *, count: int | None = None, following: str | None = None
    ) -> HttpResponse:
        total = len(results) if count is None else count
        return self.answer_bytes(request, orjson.dumps({"count": total, "next": following, "results": results}))


class RowTable(RowEndpoint, PickingTable):
    """All that match, as CSV. `things` and `document` are the resource's."""

    def answer_table(
        self, request: Request, things: Sequence[Any], document: Callable[[Any], dict[str, Any]]
    ) -> HttpResponse:
        columns = self.columns(self.asked(request).fields)
        rows = table([document(one) for one in things], columns)
        response = self.answer_bytes(request, rows, content_type=CSV_WITH_HEADER)
        response.headers["Content-Disposition"] = f'attachment; filename="{self.resource}.csv"'
        return response


class RowFeatures(RowEndpoint):
    """All that match, as a FeatureCollection of RFC 7946."""

    renderer_classes = [GeoJSONRenderer, JSONRenderer]
    media_type = GeoJSONRenderer.media_type
    operation = "geojson"

    def answer_features(
        self, request: Request, documents: Sequence[dict[str, Any]], *, matched: int | None = None
    ) -> HttpResponse:
        return self.answer_bytes(request, orjson.dumps(collection(documents, matched=matched)))


def collection(documents: Sequence[dict[str, Any]], *, matched: int | None = None) -> dict[str, Any]:
    """`matched`: how many there are, where not all are given."""
    given = len(documents)
    counts = {"numberMatched": given if matched is None else matched, "numberReturned": given}
    return {"type": "FeatureCollection", **counts, "features": [feature_of(one) for one in documents]}


def _names(request: Request, parameter: str) -> tuple[str, ...]:
    """Those that are separated by commas, each once."""
    given = (name.strip() for name in request.query_params.get(parameter, "").split(","))
    return tuple(dict.fromkeys(name for name in given if name))


def _kept(document: dict[str, Any], fields: frozenset[str] | None) -> dict[str, Any]:
    return document if fields is None else {name: value for name, value in document.items() if name in fields}
