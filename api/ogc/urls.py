"""The addresses of OGC API Features. Those of a collection are made from its resource of version 1."""

from typing import cast

from django.urls import URLPattern, path, re_path

from api.ogc.views.collections import RESOURCES, CollectionDetail, CollectionList
from api.ogc.views.description import Description
from api.ogc.views.items import ItemDetail, ItemList
from api.ogc.views.service import Conformance, Landing
from api.views.endpoint import Endpoint, NothingHere
from api.views.entries import EntryEndpoint

KEY = r"(?P<key>[\w.:-]{1,80})"


def _of(resource: type[EntryEndpoint]) -> list[URLPattern]:
    name = resource.resource
    heard = {"right": resource.right, "authentication_classes": resource.authentication_classes}
    about = cast("type[Endpoint]", type("Collection", (CollectionDetail,), {"of": resource, **heard}))
    kinds = (ItemList, ItemDetail)
    items, item = (cast("type[Endpoint]", type(kind.__name__, (kind, resource), {})) for kind in kinds)
    return [
        path(f"collections/{name}", about.as_view(), name=f"ogc_{name}"),
        path(f"collections/{name}/items", items.as_view(), name=f"ogc_{name}_items"),
        re_path(rf"^collections/{name}/items/{KEY}$", item.as_view(), name=f"ogc_{name}_item"),
    ]


urlpatterns = [
    path("", Landing.as_view(), name="ogc"),
    path("conformance", Conformance.as_view(), name="ogc_conformance"),
    path("api", Description.as_view(), name="ogc_api"),
    path("collections", CollectionList.as_view(), name="ogc_collections"),
    *(address for resource in RESOURCES for address in _of(resource)),
    # Without a name: reversed, it would be the landing page.
    re_path("", NothingHere.as_view()),
]
