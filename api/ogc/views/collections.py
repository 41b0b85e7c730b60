"""The collections of the catalogue: one a noun, and in the list those that its reader may open."""

from datetime import date, datetime, time
from typing import Any, ClassVar

from django.conf import settings
from django.urls import reverse
from django.utils import timezone
from rest_framework.request import Request

from api.ogc.views.service import GEOJSON, OgcEndpoint, link
from api.policies import viewer_of
from api.queries.entries import Extent, extents_of
from api.rules.crs import CRS84, uris
from api.v1.actions.views import ActionResource
from api.v1.areas.views import AreaResource
from api.v1.news.views import NewsResource
from api.v1.practices.views import PracticeResource
from api.v1.sites.views import SiteResource
from api.views.entries import EntryEndpoint
from api.views.reference import TITLES

RESOURCES: tuple[type[EntryEndpoint], ...] = (
    AreaResource,
    ActionResource,
    SiteResource,
    PracticeResource,
    NewsResource,
)


class CollectionList(OgcEndpoint):
    def told(self, request: Request, **arguments: Any) -> dict[str, Any]:
        viewer = viewer_of(request)
        extents = extents_of(viewer)
        opened = [resource for resource in RESOURCES if resource.right.admits(viewer.who)]
        return {
            "links": [link(request, reverse("ogc_collections"), "self")],
            "crs": uris(settings.OGC_PROJECTIONS),
            "collections": [_collection(request, one, extents.get(one.noun)) for one in opened],
        }


class CollectionDetail(OgcEndpoint):
    """`of`: the resource of version 1 whose things these are."""

    of: ClassVar[type[EntryEndpoint]]

    def told(self, request: Request, **arguments: Any) -> dict[str, Any]:
        extents = extents_of(viewer_of(request), noun=self.of.noun)
        return _collection(request, self.of, extents.get(self.of.noun))


def _collection(request: Request, resource: type[EntryEndpoint], extent: Extent | None) -> dict[str, Any]:
    name = resource.resource
    told = {
        "id": name,
        "title": str(TITLES[name]),
        "description": str(resource.description),
        "itemType": "feature",
        "crs": uris(settings.OGC_PROJECTIONS),
        "storageCrs": CRS84,
        "links": [
            link(request, reverse(f"ogc_{name}"), "self"),
            link(request, reverse(f"ogc_{name}_items"), "items", kind=GEOJSON),
        ],
    }
    return told | ({"extent": _extent(extent)} if extent else {})


def _extent(extent: Extent) -> dict[str, Any]:
    told: dict[str, Any] = {}
    if extent.box:
        told["spatial"] = {"bbox": [list(extent.box)], "crs": CRS84}
    if extent.first and extent.last:
        told["temporal"] = {"interval": [[_instant(extent.first, time.min), _instant(extent.last, time.max)]]}
    return told


def _instant(day: date, at: time) -> str:
    """Of here, as days are."""
    return timezone.make_aware(datetime.combine(day, at)).isoformat(timespec="seconds")
