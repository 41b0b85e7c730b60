"""Keys of partners as those who may see them find them."""

from typing import Any

from django.db.models import QuerySet

from actors.enums import Noun, Reach, Verb
from actors.models import ApiKey
from actors.rules import can, granted_scopes


def keys_of(user: Any) -> QuerySet[ApiKey]:
    """Those of the organisation of `user`, the latest first; all of them for who reads keys everywhere."""
    found = ApiKey.objects.select_related("organisation", "requested_by").prefetch_related(
        "territories__parent__parent"
    )
    granted = granted_scopes(user, Verb.READ, Noun.KEY)
    if any(grant.reach == Reach.EVERYWHERE for _scope, grant in granted):
        return found.order_by("-created_at", "-pk")
    if not granted or user.organisation_id is None:
        return found.none()
    return found.filter(organisation=user.organisation_id).order_by("-created_at", "-pk")


def find_key_of(user: Any, pk: int) -> ApiKey | None:
    return keys_of(user).filter(pk=pk).first()


def waiting_keys(user: Any) -> QuerySet[ApiKey]:
    """What `user` may decide on, the oldest first."""
    if not can(user, Verb.PUBLISH, Noun.KEY):
        return ApiKey.objects.none()
    return keys_of(user).filter(pk__in=ApiKey.objects.waiting().values("pk")).order_by("created_at", "pk")
