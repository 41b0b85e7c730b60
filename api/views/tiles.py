"""Vector tiles of what has a place, their TileJSON and a style: the documents, rights and filters of lists.

One audience an address, so that caches keep each apart: the public's never listens to a session.
"""

from typing import Any, ClassVar

import orjson
from django.conf import settings
from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import override
from rest_framework.exceptions import ErrorDetail, NotFound, ValidationError
from rest_framework.renderers import JSONRenderer
from rest_framework.request import Request

from actors.enums import Noun, ReadingKind, Verb
from actors.policies import Right
from actors.rules import can
from actors.services.readings import record_reading
from api.policies import DeclaredRight, KeyAuthentication, MembersOnly, SessionAuthentication, viewer_of
from api.rules.styles import style_of
from api.views.endpoint import JSON
from api.views.entries import EntryEndpoint
from catalog.enums import PLURALS
from catalog.queries.tiles import MAX_ZOOM, read_tile
from catalog.registry import registry
from territories.rules.morton import MAX_LATITUDE, Tile

LAYERS = {Noun.AREA: "areas", Noun.SITE: "sites", Noun.ACTION: "actions"}
TEXT, NUMBER = "String", "Number"
FIELDS = {"id": TEXT, "title": TEXT, "url": TEXT, "summary": TEXT, "dated_on": TEXT, "point_count": NUMBER}
FIELDS_OF_PEOPLE = {"people": NUMBER, "people_known": NUMBER}


class TileRenderer(JSONRenderer):
    """Of what is asked for as a tile; problems are written as everywhere."""

    media_type = "application/vnd.mapbox-vector-tile"
    format = "mvt"


class TileEndpoint(EntryEndpoint):
    """`nouns`: what `type` may ask for; the first, when it asks for none."""

    audience: ClassVar[str]
    nouns: ClassVar[tuple[Noun, ...]]
    own_parameters = ("type",)
    refused_parameters = ("sort", "cursor")
    schema = None  # type: ignore[assignment] # (of another contract than version 1: docs/api.md)

    def noun_of(self, request: Request) -> Noun:
        reads_sites = can(viewer_of(request).who, Verb.READ_PUBLIC, Noun.SITE)
        nouns = [noun for noun in self.nouns if noun != Noun.SITE or reads_sites]
        asked = request.query_params.get("type", "").strip() or nouns[0].value
        if asked not in nouns:
            told = _("Choose a type among: %s.") % ", ".join(nouns)
            raise ValidationError({"type": [ErrorDetail(told, code="invalid")]})
        return Noun(asked)

    def address(self, request: Request, name: str, **parts: int) -> str:
        """Another address of this audience, which asks the same."""
        asked = request.query_params.urlencode()
        path = reverse(f"{name}_{self.audience}", kwargs=parts)
        return request.build_absolute_uri(f"{path}?{asked}" if asked else path)


class TileDetail(TileEndpoint):
    renderer_classes = [TileRenderer, JSONRenderer]
    media_type = TileRenderer.media_type

    def get(self, request: Request, z: int, x: int, y: int) -> HttpResponse:
        noun = self.noun_of(request)
        asked = self.filter_of(request, {}, noun=noun)
        tile: Tile = (z, x, y)
        try:
            content = read_tile(asked.queryset, tile, noun=noun, sight=asked.sight) if z <= MAX_ZOOM else None
        except ValueError:
            content = None
        if content is None:
            raise NotFound
        if noun == Noun.SITE:
            # Those that are named are read; a group names none.
            named = filter(None, content.page_ids)
            record_reading(viewer=viewer_of(request), kind=ReadingKind.LIST, page_ids=named)
        return self.answer_bytes(request, content.encoded(LAYERS[noun]))


class TileSet(TileEndpoint):
    """TileJSON 3.0: what a map needs to know of the tiles, with the filters that it was itself asked with."""

    media_type = JSON

    def get(self, request: Request) -> HttpResponse:
        noun = self.noun_of(request)
        self.filter_of(request, {}, noun=noun)
        with override(settings.LANGUAGE_CODE):
            return self.answer_bytes(request, orjson.dumps(self._told(request, noun)))

    def _told(self, request: Request, noun: Noun) -> dict[str, Any]:
        """In the language of the platform: it is the same for all who may have it."""
        has_people, facets = registry.of(noun).has_people, registry.of(noun).facets
        fields = FIELDS | (FIELDS_OF_PEOPLE if has_people else {}) | {facet.name: TEXT for facet in facets}
        layer = {"id": LAYERS[noun], "description": str(PLURALS[noun]), "minzoom": 0, "maxzoom": MAX_ZOOM}
        first = self.address(request, "tile", z=0, x=0, y=0)
        return {
            "tilejson": "3.0.0",
            "name": f"{settings.PLATFORM_NAME} : {PLURALS[noun]}",
            "attribution": settings.PLATFORM_NAME,
            "scheme": "xyz",
            "tiles": [first.replace("/0/0/0.mvt", "/{z}/{x}/{y}.mvt")],
            "minzoom": 0,
            "maxzoom": MAX_ZOOM,
            "bounds": [-180, -MAX_LATITUDE, 180, MAX_LATITUDE],
            "vector_layers": [layer | {"fields": fields}],
        }


class TileStyle(TileEndpoint):
    """A style of MapLibre that draws these tiles by itself, on the outlines of the départements."""

    media_type = JSON

    def get(self, request: Request) -> HttpResponse:
        noun = self.noun_of(request)
        self.filter_of(request, {}, noun=noun)
        with override(settings.LANGUAGE_CODE):
            name = f"{settings.PLATFORM_NAME} : {PLURALS[noun]}"
        style: dict[str, Any] = style_of(
            LAYERS[noun],
            name=name,
            tiles=self.address(request, "tiles"),
            outlines=request.build_absolute_uri(f"{reverse('territory_outlines')}?level=departement"),
        )
        return self.answer_bytes(request, orjson.dumps(style))


class PublicTiles(TileEndpoint):
    audience, nouns = "public", (Noun.AREA, Noun.SITE, Noun.ACTION)
    right = Right(Verb.READ, Noun.AREA)


class PartnerTiles(TileEndpoint):
    audience, nouns = "partner", (Noun.SITE, Noun.ACTION)
    right = Right(Verb.READ, Noun.SITE)
    authentication_classes = [KeyAuthentication]


class MemberTiles(TileEndpoint):
    audience, nouns = "member", (Noun.SITE, Noun.ACTION)
    right = Right(Verb.READ, Noun.SITE)
    authentication_classes = [KeyAuthentication, SessionAuthentication]
    permission_classes = [DeclaredRight, MembersOnly]
