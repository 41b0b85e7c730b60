"""Who speaks to the API, and what they are let near: a key, a session of our own pages, or nobody in particular."""

from typing import Any
from urllib.parse import urlsplit

from django.contrib.auth.models import AnonymousUser
from django.utils.translation import gettext_lazy as _
from rest_framework.authentication import BaseAuthentication
from rest_framework.exceptions import AuthenticationFailed
from rest_framework.permissions import BasePermission
from rest_framework.request import Request

from actors.models import ApiKey
from actors.rules import Viewer
from actors.services.keys import find_bearer


class KeyAuthentication(BaseAuthentication):
    """`Authorization: Bearer rsb_…`. Who is not believed gets 401, never the public answer."""

    def authenticate(self, request: Request) -> tuple[Any, ApiKey] | None:
        header = request.headers.get("Authorization")
        if header is None:
            return None
        # The middleware that counts requests has looked for it already.
        known = request._request
        key = known.bearer_key if hasattr(known, "bearer_key") else find_bearer(header)
        if key is None:
            raise AuthenticationFailed(_("This key is unknown, has expired or was revoked."))
        return AnonymousUser(), key

    def authenticate_header(self, request: Request) -> str:
        return 'Bearer realm="api"'


class SessionAuthentication(BaseAuthentication):
    """Someone logged in on our own pages. What another origin asks is never answered in their name."""

    def authenticate(self, request: Request) -> tuple[Any, None] | None:
        user = getattr(request._request, "user", None)
        if user is None or _is_from_elsewhere(request) or not user.is_authenticated:
            return None
        return user, None


class DeclaredRight(BasePermission):
    """The right of the endpoint. Nobody in particular gets 401, others 403, whether the thing exists or not."""

    def has_permission(self, request: Request, view: Any) -> bool:
        return request.method == "OPTIONS" or view.right.admits(viewer_of(request).who)


class MembersOnly(BasePermission):
    """A key opens what is a partner's, not what is a member's."""

    def has_permission(self, request: Request, view: Any) -> bool:
        return request.method == "OPTIONS" or viewer_of(request).key is None


def viewer_of(request: Request) -> Viewer:
    """The only place where a request of the API becomes someone."""
    return Viewer(key=request.auth) if isinstance(request.auth, ApiKey) else Viewer(user=request.user)


def stamp_of(viewer: Viewer) -> str:
    """What makes two answers to two viewers differ, rights included, for the ETag."""
    if viewer.key is not None:
        granted = sorted(territory.pk for territory in viewer.key.territories.all())
        return f"key {viewer.key.pk} {viewer.key.precision} {granted}"
    if viewer.is_public:
        return "public"
    scopes = [
        (scope.role, scope.territory_id, scope.page_id, scope.is_trusted, scope.sees_restricted)
        for scope in viewer.user.held_scopes
    ]
    return f"user {viewer.user.pk} {scopes}"


def _is_from_elsewhere(request: Request) -> bool:
    origin = request.headers.get("Origin")
    return origin is not None and urlsplit(origin).netloc != request.get_host()
