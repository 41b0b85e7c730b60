"""What the areas add up to: all together, one line a day; and by département, today."""

from typing import Any

import orjson
from django.http import HttpResponse
from django.utils.dateparse import parse_date
from django.utils.translation import gettext_lazy as _
from drf_spectacular.utils import OpenApiExample, OpenApiParameter
from rest_framework.exceptions import NotFound
from rest_framework.request import Request

from actors.enums import Noun, Verb
from actors.policies import Right
from api.fields import page_of
from api.queries.entries import totals_by_day
from api.queries.statistics import by_departement
from api.v1.statistics.serializers import (
    DEPARTEMENT_EXAMPLE,
    EXAMPLE,
    DepartementSerializer,
    StatisticsSerializer,
    statistics_document,
)
from api.views.parameters import told
from api.views.picking import PickingDetail, PickingList, RowEndpoint, RowTable

DAYS = 366


class Statistics(RowEndpoint):
    right = Right(Verb.READ, Noun.STATISTICS)
    resource = "statistics"
    description = _("Open sites and people of all areas together, for each of the last 366 days. Figures are rounded.")
    serializer_class = StatisticsSerializer
    example = EXAMPLE


class StatisticsList(Statistics, PickingList):
    summary = _("Totals of the areas, day by day")

    def parameters(self) -> list[OpenApiParameter]:
        return [told("fields")]

    def get(self, request: Request) -> HttpResponse:
        return self.answer_list(request, self.documents(request, totals_by_day(DAYS), statistics_document))


class StatisticsDetail(Statistics, PickingDetail):
    summary = _("Totals of the areas, on one day")

    def parameters(self) -> list[OpenApiParameter]:
        return [told("day", name="key", location="path"), told("fields")]

    def get(self, request: Request, key: str) -> HttpResponse:
        found = totals_by_day(1, day=_day(key)) if _day(key) else []
        if not found:
            raise NotFound
        [document] = self.documents(request, found, statistics_document)
        return self.answer_bytes(request, orjson.dumps(document))


class StatisticsTable(Statistics, RowTable):
    summary = _("All the days, as CSV")

    def parameters(self) -> list[OpenApiParameter]:
        return [told("fields")]

    def get(self, request: Request) -> HttpResponse:
        return self.answer_table(request, totals_by_day(DAYS), statistics_document)


class DepartementStatistics(RowEndpoint):
    right = Right(Verb.READ, Noun.STATISTICS)
    resource = "statistics"
    operation = "departements"
    summary = _("What areas add up to, by département")
    description = _(
        "Sums of the areas that everyone may see, for each département of the platform's country: orders of magnitude. "
        "Null where nothing may be published, or nothing is known."
    )

    serializer_class = DepartementSerializer
    example = DEPARTEMENT_EXAMPLE

    def parameters(self) -> list[OpenApiParameter]:
        return [told("fields")]

    def described(self) -> Any:
        return page_of(DepartementSerializer)

    def examples(self) -> list[OpenApiExample]:
        page = {"count": 1, "next": None, "results": [self.example]}
        return [OpenApiExample("departements", page, response_only=True)]

    def get(self, request: Request) -> HttpResponse:
        return self.answer_list(request, self.documents(request, by_departement(), dict))


def _day(text: str) -> Any:
    try:
        return parse_date(text)
    except ValueError:
        return None
