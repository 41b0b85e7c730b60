"""The draft that a token opens: that page, that version, for a quarter of an hour, and no other."""

from typing import Any

from django.contrib.auth.models import AnonymousUser
from django.http import HttpResponse
from django.utils.translation import gettext_lazy as _
from drf_spectacular.utils import OpenApiExample, OpenApiParameter
from rest_framework.authentication import BaseAuthentication
from rest_framework.exceptions import AuthenticationFailed, NotFound
from rest_framework.request import Request

from actors.policies import Right
from api.v1.pages.serializers import EXAMPLE, PageSerializer
from api.views.endpoint import JSON, Endpoint
from api.views.parameters import told
from cms.models import Preview
from cms.services.previews import find_preview

SCHEME = "Preview "


class PreviewAuthentication(BaseAuthentication):
    """`Authorization: Preview <token>`: in a header, which no log keeps."""

    def authenticate(self, request: Request) -> tuple[AnonymousUser, Preview]:
        header = request.headers.get("Authorization") or ""
        preview = find_preview(header.removeprefix(SCHEME)) if header.startswith(SCHEME) else None
        if preview is None:
            raise AuthenticationFailed(_("This preview is over, or is none of ours: open it again from the editor."))
        return AnonymousUser(), preview

    def authenticate_header(self, request: Request) -> str:
        return 'Preview realm="api"'


class PreviewDetail(Endpoint):
    """Never kept by anybody: no ETag, no-store."""

    authentication_classes = [PreviewAuthentication]
    right = Right(told="whoever holds the token of a preview, for its page and its version alone")
    needs_token = True
    resource = "previews"
    operation = "read"
    summary = _("A draft, by the token of its preview")
    description = _(
        "What the editor's preview lends to the site of a partner: one page, one version, for a quarter of an hour."
    )

    def parameters(self) -> list[OpenApiParameter]:
        return [told("key", location="path"), told("revision")]

    def described(self) -> Any:
        return PageSerializer

    def examples(self) -> list[OpenApiExample]:
        return [OpenApiExample("preview", EXAMPLE, response_only=True)]

    def problems(self) -> list[int]:
        return [*super().problems(), 404]

    def get(self, request: Request, key: str) -> HttpResponse:
        preview = request.auth
        asked = (key, request.query_params.get("revision", ""))
        if not isinstance(preview, Preview) or asked != (str(preview.page_key), preview.revision):
            raise NotFound
        response = HttpResponse(preview.document.encode(), JSON)
        response.headers["X-Robots-Tag"] = "noindex"
        return response
