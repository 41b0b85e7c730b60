"""Who the API takes the caller for, and what they may do: a page need not guess which buttons to show."""

import orjson
from django.http import HttpResponse
from django.utils.translation import gettext_lazy as _
from drf_spectacular.utils import OpenApiExample
from rest_framework.request import Request

from actors.enums import Noun, Verb
from actors.models import ApiKey, User
from actors.policies import Right
from actors.rules import can
from api.policies import KeyAuthentication, SessionAuthentication, viewer_of
from api.v1.me.serializers import EXAMPLE, MeSerializer
from api.views.endpoint import Endpoint


class MeDetail(Endpoint):
    authentication_classes = [KeyAuthentication, SessionAuthentication]
    right = Right(needs_account=True)
    resource = "me"
    operation = "read"
    summary = _("Who you are here")
    description = _("The member or the key that speaks, its territories, and what it may do.")

    def described(self) -> type[MeSerializer]:
        return MeSerializer

    def examples(self) -> list[OpenApiExample]:
        return [OpenApiExample("key", EXAMPLE, response_only=True)]

    def get(self, request: Request) -> HttpResponse:
        viewer = viewer_of(request)
        return self.answer_bytes(
            request, orjson.dumps(_key(viewer.key) if viewer.key is not None else _member(viewer.user))
        )


def _member(user: User) -> dict[str, object]:
    scopes = [
        {"role": scope.role, "territory": scope.territory and scope.territory.key, "page_id": scope.page_id}
        for scope in user.held_scopes
    ]
    abilities = {noun.value: [verb for verb in Verb if can(user, verb, noun)] for noun in Noun}
    return {"kind": "member", "name": str(user), "scopes": scopes, "abilities": abilities}


def _key(key: ApiKey) -> dict[str, object]:
    return {
        "kind": "key",
        "name": key.prefix,
        "organisation": str(key.organisation),
        "precision": key.precision,
        "territories": sorted(territory.key for territory in key.territories.all()),
        "expires_at": key.expires_at,
    }
