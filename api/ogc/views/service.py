"""The service itself: where to begin, what it conforms to, how it is described."""

from typing import Any

import orjson
from django.conf import settings
from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import override
from rest_framework.renderers import JSONRenderer
from rest_framework.request import Request

from actors.policies import Right
from api.policies import KeyAuthentication, SessionAuthentication
from api.views.endpoint import JSON, Endpoint

GEOJSON, HTML = "application/geo+json", "text/html"
OPENAPI = "application/vnd.oai.openapi+json;version=3.0"
FEATURES_1, FEATURES_2 = (f"http://www.opengis.net/spec/ogcapi-features-{part}/1.0/conf" for part in (1, 2))
CLASSES = [f"{FEATURES_1}/{name}" for name in ("core", "geojson", "oas30")] + [f"{FEATURES_2}/crs"]


class OpenAPIRenderer(JSONRenderer):
    media_type = OPENAPI
    format = "openapi"


class OgcEndpoint(Endpoint):
    """What is said in words is in the language of the platform: an answer is the same for all who may have it."""

    authentication_classes = [KeyAuthentication, SessionAuthentication]
    right = Right()
    schema = None  # type: ignore[assignment] # (it has a description of its own: api.ogc.description)
    media_type = JSON

    def get(self, request: Request, **arguments: Any) -> HttpResponse:
        with override(settings.LANGUAGE_CODE):
            told = self.told(request, **arguments)
        return self.answer_bytes(request, orjson.dumps(told))

    def told(self, request: Request, **arguments: Any) -> dict[str, Any]:
        raise NotImplementedError


def link(request: Request, path: str, rel: str, *, kind: str = JSON, title: str = "") -> dict[str, str]:
    told = {"href": request.build_absolute_uri(path), "rel": rel, "type": kind}
    return told | ({"title": title} if title else {})


class Landing(OgcEndpoint):
    def told(self, request: Request, **arguments: Any) -> dict[str, Any]:
        return {
            "title": settings.PLATFORM_NAME,
            "description": _("What is published of the resorption of informal settlements, as each reader may see it."),
            "links": [
                link(request, reverse("ogc"), "self"),
                link(request, reverse("ogc_api"), "service-desc", kind=OPENAPI),
                link(request, reverse("api_reference"), "service-doc", kind=HTML),
                link(request, reverse("ogc_conformance"), "conformance"),
                link(request, reverse("ogc_collections"), "data"),
            ],
        }


class Conformance(OgcEndpoint):
    def told(self, request: Request, **arguments: Any) -> dict[str, Any]:
        return {"conformsTo": CLASSES}
