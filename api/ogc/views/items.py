"""Features: the documents of the catalogue as they were written at publication, page by page, in the system asked."""

from collections.abc import Sequence
from typing import Any

import orjson
from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from rest_framework.exceptions import ErrorDetail, NotFound, ValidationError
from rest_framework.renderers import JSONRenderer
from rest_framework.request import Request

from actors.enums import ReadingKind
from api.filters import Errors, add_wrong
from api.ogc.filters import ItemsFilter, read_crs
from api.ogc.views.service import GEOJSON, link
from api.policies import viewer_of
from api.queries.entries import find_entry
from api.rules.crs import CRS84, transformed
from api.views.endpoint import GeoJSONRenderer, link_with, refuse
from api.views.entries import EntryEndpoint
from catalog.models import Entry


class ItemsEndpoint(EntryEndpoint):
    """Beside a resource of version 1, of which it takes the noun, the right and what is written of its readers."""

    renderer_classes = [GeoJSONRenderer, JSONRenderer]
    schema = None  # type: ignore[assignment] # (it has a description of its own: api.ogc.description)
    media_type = GEOJSON

    def answer_features(self, request: Request, body: bytes, *, crs: str) -> HttpResponse:
        response = self.answer_bytes(request, body)
        response.headers["Content-Crs"] = f"<{crs}>"
        return response

    def collection_link(self, request: Request) -> dict[str, str]:
        return link(request, reverse(f"ogc_{self.resource}"), "collection")


class ItemList(ItemsEndpoint):
    def get(self, request: Request) -> HttpResponse:
        asked = ItemsFilter(self.noun, request.query_params, viewer=viewer_of(request))
        errors: Errors = {}
        add_wrong(errors, asked.errors)
        if errors:
            raise ValidationError(errors)
        page = asked.page(size=asked.size)
        self.note(request, ReadingKind.LIST, [entry.page_id for entry in page.items])
        links = [link(request, request.get_full_path(), "self", kind=GEOJSON), self.collection_link(request)]
        if page.next:
            links.append(link(request, link_with(request, cursor=str(page.next)), "next", kind=GEOJSON))
        counts = {"numberMatched": asked.queryset.count(), "numberReturned": len(page.items)}
        head = orjson.dumps({"type": "FeatureCollection", **counts, "links": links})[:-1]
        body = b'%s,"features":[%s]}' % (head, ",".join(_features(page.items, asked.crs)).encode())
        return self.answer_features(request, body, crs=asked.crs)


class ItemDetail(ItemsEndpoint):
    """What is not published and what the viewer may not see are one same 404."""

    def get(self, request: Request, key: str) -> HttpResponse:
        refuse(request.query_params.keys() - {"crs"})
        crs = self._crs(request)
        entry = find_entry(self.noun, key, viewer=viewer_of(request))
        if entry is None:
            raise NotFound
        self.note(request, ReadingKind.DETAIL, [entry.page_id])
        links = [link(request, request.get_full_path(), "self", kind=GEOJSON), self.collection_link(request)]
        [feature] = _features([entry], crs)
        body = b'%s,"links":%s}' % (feature[:-1].encode(), orjson.dumps(links))
        return self.answer_features(request, body, crs=crs)

    def _crs(self, request: Request) -> str:
        asked = [one.strip() for one in request.query_params.getlist("crs") if one.strip()]
        try:
            if len(asked) > 1:
                raise ValueError(_("Give this filter once."))
            return read_crs(asked[0]) if asked else CRS84
        except ValueError as error:
            raise ValidationError({"crs": [ErrorDetail(str(error), code="invalid")]}) from error


def _features(entries: Sequence[Entry], crs: str) -> list[str]:
    """As they were written; in another system, with another geometry."""
    if crs == CRS84:
        return [entry.feature for entry in entries]
    placed = [(entry.lon, entry.lat) for entry in entries if entry.lon is not None and entry.lat is not None]
    points = iter(transformed(placed, crs))
    return [_moved(entry.feature, next(points) if entry.lon is not None else None) for entry in entries]


def _moved(feature: str, point: Any) -> str:
    geometry = {"type": "Point", "coordinates": point} if point else None
    return orjson.dumps(orjson.loads(feature) | {"geometry": geometry}).decode()
