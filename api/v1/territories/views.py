"""Places: to find one by name, to walk through them, and their outlines for the map's own basemap."""

from typing import Any

import orjson
from django.http import HttpResponse
from django.utils.translation import gettext_lazy as _
from drf_spectacular.utils import OpenApiExample, OpenApiParameter
from rest_framework.exceptions import NotFound
from rest_framework.renderers import JSONRenderer
from rest_framework.request import Request

from actors.enums import Noun, Verb
from actors.policies import Right
from api.filters import PlaceFilter, read_outline_filter, read_place_filter
from api.queries.territories import find_place, places, read_places, search_places, table_of_places
from api.v1.including import EPCI, PARENT, SUCCESSOR
from api.v1.territories.serializers import (
    EXAMPLE,
    OUTLINES_EXAMPLE,
    OutlineCollectionSerializer,
    TerritorySerializer,
    place_document,
)
from api.views.endpoint import GeoJSONRenderer, link_with
from api.views.parameters import told
from api.views.picking import PickingDetail, PickingList, RowEndpoint, RowTable
from territories.models import Territory
from territories.queries import outlines_geojson


class Territories(RowEndpoint):
    right = Right(Verb.READ, Noun.TERRITORY)
    resource = "territories"
    description = _("The nation, régions, départements, EPCI and communes, and the places of other countries.")
    public_seconds = 3600
    serializer_class = TerritorySerializer
    example = EXAMPLE
    includes = {"parent": PARENT, "epci": EPCI, "successor": SUCCESSOR}


class TerritoryList(Territories, PickingList):
    summary = _("Search by name, postal code or code, or list")

    def parameters(self) -> list[OpenApiParameter]:
        names = ("q", "level", "territoire", "limit", "cursor", "fields")
        return [*(told(name) for name in names), *self.pick_parameters()]

    def get(self, request: Request) -> HttpResponse:
        asked = read_place_filter(request.query_params)
        count, following, found = _found(asked) if asked.q else _page(request, asked)
        results = self.documents(request, found, place_document)
        return self.answer_list(request, results, count=count, following=following)


class TerritoryDetail(Territories, PickingDetail):
    summary = _("One, by its key; a place that was replaced names its successor")

    def examples(self) -> list[OpenApiExample]:
        return [OpenApiExample("territory", EXAMPLE, response_only=True)]

    def get(self, request: Request, key: str) -> HttpResponse:
        place = find_place(key)
        if place is None:
            raise NotFound
        [document] = self.documents(request, [place], place_document)
        return self.answer_bytes(request, orjson.dumps(document))


class TerritoryTable(Territories, RowTable):
    """Of today's places, all of them: the communes of a country are thirty-five thousand lines."""

    summary = _("All that match, as CSV")
    includes = {}

    def parameters(self) -> list[OpenApiParameter]:
        return [told("level"), told("territoire"), told("fields")]

    def get(self, request: Request) -> HttpResponse:
        given = request.query_params
        asked = read_place_filter({name: given[name] for name in ("level", "territoire") if name in given})
        return self.answer_table(request, table_of_places(level=asked.level, inside=asked.inside), place_document)


class TerritoryOutlines(Territories):
    renderer_classes = [GeoJSONRenderer, JSONRenderer]
    operation = "geojson"
    summary = _("Outlines of a level, simplified, as GeoJSON")
    media_type = GeoJSONRenderer.media_type

    def parameters(self) -> list[OpenApiParameter]:
        return [told("level"), told("territoire"), told("bbox"), told("zoom")]

    def described(self) -> Any:
        return OutlineCollectionSerializer

    def examples(self) -> list[OpenApiExample]:
        return [OpenApiExample("outlines", OUTLINES_EXAMPLE, response_only=True)]

    def get(self, request: Request) -> HttpResponse:
        asked = read_outline_filter(request.query_params)
        outlines = outlines_geojson(str(asked.level), asked.inside, frame=asked.frame, zoom=asked.zoom)
        return self.answer_bytes(request, outlines.encode())


Found = tuple[int, str | None, list[Territory]]


def _found(asked: PlaceFilter) -> Found:
    found = search_places(asked.q, level=asked.level, inside=asked.inside, size=asked.size)
    return len(found), None, found


def _page(request: Request, asked: PlaceFilter) -> Found:
    found = places(level=asked.level, inside=asked.inside)
    page = read_places(found, size=asked.size, after=asked.after)
    following = link_with(request, cursor=str(page.next)) if page.next else None
    return found.count(), following, page.items
