"""The description of the service, for programs."""

from typing import Any

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext as _
from rest_framework.renderers import JSONRenderer
from rest_framework.request import Request

from api.ogc.description import describe
from api.ogc.views.collections import RESOURCES
from api.ogc.views.service import OPENAPI, OgcEndpoint, OpenAPIRenderer


class Description(OgcEndpoint):
    renderer_classes = [OpenAPIRenderer, JSONRenderer]
    media_type = OPENAPI

    def told(self, request: Request, **arguments: Any) -> dict[str, Any]:
        return describe(
            RESOURCES,
            server=request.build_absolute_uri(reverse("ogc")).rstrip("/"),
            title=f"{settings.PLATFORM_NAME} : OGC API Features",
            description=_("What is published of the resorption of informal settlements, as each reader may see it."),
        )
