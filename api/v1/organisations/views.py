"""Which organisations can come in, as the public page says: hundreds, given at once."""

from typing import Any

import orjson
from django.http import HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _lazy
from drf_spectacular.utils import OpenApiExample, OpenApiParameter
from rest_framework.exceptions import NotFound, ValidationError
from rest_framework.request import Request

from actors.enums import OrganisationKind
from actors.models import Organisation
from actors.policies import Right
from actors.queries.organisations import opened_organisations, read_directory
from api.fields import collection_of
from api.filters import Errors, read_place_filter, refuse_value
from api.v1.including import place_of_work
from api.v1.organisations.serializers import EXAMPLE, OrganisationSerializer, organisation_document
from api.views.parameters import told
from api.views.picking import PickingDetail, PickingList, RowEndpoint, RowFeatures, RowTable, collection


class Organisations(RowEndpoint):
    right = Right(told="the organisations that have an account or a key, which a public page names")
    resource = "organisations"
    description = _lazy("Organisations whose people have an account here, or whose site has a key. Nobody is named.")
    serializer_class = OrganisationSerializer
    example = EXAMPLE
    includes = {"territory": place_of_work}

    def filters(self) -> list[OpenApiParameter]:
        return [told("territoire_unique", name="territoire"), told("kind")]

    def found(self, request: Request) -> list[Organisation]:
        given = request.query_params
        place = read_place_filter({"territoire": given.get("territoire", "")}).inside
        kind = given.get("kind", "").strip()
        if kind and kind not in OrganisationKind.values:
            errors: Errors = {}
            refuse_value(errors, "kind", _("Choose a kind among: %s.") % ", ".join(OrganisationKind.values))
            raise ValidationError(errors)
        return read_directory().narrowed(place=place, kind=kind).organisations


class OrganisationList(Organisations, PickingList):
    summary = _lazy("Those that can come in")

    def parameters(self) -> list[OpenApiParameter]:
        return [*self.filters(), told("fields"), *self.pick_parameters()]

    def get(self, request: Request) -> HttpResponse:
        return self.answer_list(request, self.documents(request, self.found(request), organisation_document))


class OrganisationDetail(Organisations, PickingDetail):
    summary = _lazy("One, by its identifier")

    def examples(self) -> list[OpenApiExample]:
        return [OpenApiExample("organisation", EXAMPLE, response_only=True)]

    def get(self, request: Request, key: str) -> HttpResponse:
        number = int(key) if key.isascii() and key.isdecimal() and len(key) <= 18 else 0
        found = opened_organisations().filter(pk=number).select_related("territory").first()
        if found is None:
            raise NotFound
        [document] = self.documents(request, [found], organisation_document)
        return self.answer_bytes(request, orjson.dumps(document))


class OrganisationFeatures(Organisations, RowFeatures):
    summary = _lazy("All that match, as GeoJSON, at the place where they work")
    includes = {}

    def parameters(self) -> list[OpenApiParameter]:
        return self.filters()

    def described(self) -> Any:
        return collection_of(OrganisationSerializer)

    def examples(self) -> list[OpenApiExample]:
        return [OpenApiExample("organisations", collection([EXAMPLE]), response_only=True)]

    def get(self, request: Request) -> HttpResponse:
        return self.answer_features(request, [organisation_document(one) for one in self.found(request)])


class OrganisationTable(Organisations, RowTable):
    summary = _lazy("All that match, as CSV")
    includes = {}

    def parameters(self) -> list[OpenApiParameter]:
        return [*self.filters(), told("fields")]

    def get(self, request: Request) -> HttpResponse:
        return self.answer_table(request, self.found(request), organisation_document)
