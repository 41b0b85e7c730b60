"""Where pages have gone: for front ends that are not ours."""

from django.http import HttpResponse
from django.utils.translation import gettext_lazy as _
from drf_spectacular.utils import OpenApiParameter
from rest_framework.exceptions import ValidationError
from rest_framework.request import Request

from actors.enums import Noun, Verb
from actors.policies import Right
from api.filters import Errors
from api.policies import viewer_of
from api.queries.pages import read_redirects
from api.v1.pages.views import path_of
from api.v1.redirects.serializers import EXAMPLE, RedirectSerializer, redirect_document
from api.views.parameters import told
from api.views.picking import PickingList, RowEndpoint


class RedirectList(RowEndpoint, PickingList):
    right = Right(Verb.READ, Noun.PAGE)
    resource = "redirects"
    summary = _("All of them, or the one of a path")
    description = _("Addresses that have changed, with what is to be answered: 301 or 302. Hundreds, given at once.")
    serializer_class = RedirectSerializer
    example = EXAMPLE

    def parameters(self) -> list[OpenApiParameter]:
        return [told("path"), told("fields")]

    def get(self, request: Request) -> HttpResponse:
        errors: Errors = {}
        path = path_of(request, errors)
        if errors:
            raise ValidationError(errors)
        found = read_redirects(viewer=viewer_of(request), path=path)
        return self.answer_list(request, self.documents(request, found, redirect_document))
