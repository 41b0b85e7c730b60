"""Which organisations can come in, as the public page says: hundreds, given at once."""

from typing import Any

import orjson
from django.http import HttpResponse
from django.utils.translation import gettext_lazy as _
from drf_spectacular.utils import OpenApiExample, OpenApiParameter
from rest_framework.exceptions import ValidationError
from rest_framework.request import Request

from actors.enums import OrganisationKind
from actors.policies import Right
from actors.queries.organisations import read_directory
from api.fields import page_of
from api.filters import Errors, read_place_filter, refuse_value
from api.v1.organisations.serializers import EXAMPLE, OrganisationSerializer, organisation_document
from api.views.endpoint import Endpoint
from api.views.parameters import told


class OrganisationList(Endpoint):
    right = Right(told="the organisations that have an account or a key, which a public page names")
    resource = "organisations"
    operation = "list"
    summary = _("Those that can come in")
    description = _("Organisations whose people have an account here, or whose site has a key. Nobody is named.")

    def parameters(self) -> list[OpenApiParameter]:
        return [told("territoire_unique", name="territoire"), told("kind")]

    def described(self) -> Any:
        return page_of(OrganisationSerializer)

    def examples(self) -> list[OpenApiExample]:
        return [OpenApiExample("organisations", {"count": 1, "next": None, "results": [EXAMPLE]}, response_only=True)]

    def get(self, request: Request) -> HttpResponse:
        given = request.query_params
        place = read_place_filter({"territoire": given.get("territoire", "")}).inside
        kind = given.get("kind", "").strip()
        if kind and kind not in OrganisationKind.values:
            errors: Errors = {}
            refuse_value(errors, "kind", _("Choose a kind among: %s.") % ", ".join(OrganisationKind.values))
            raise ValidationError(errors)
        found = read_directory().narrowed(place=place, kind=kind).organisations
        results = [organisation_document(one) for one in found]
        return self.answer_bytes(request, orjson.dumps({"count": len(results), "next": None, "results": results}))
