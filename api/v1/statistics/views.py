"""The totals of the areas, as the home page tells those of today: one line a day, the latest first."""

from typing import Any

import orjson
from django.http import HttpResponse
from django.utils.translation import gettext_lazy as _
from drf_spectacular.utils import OpenApiExample
from rest_framework.request import Request

from actors.enums import Noun, Verb
from actors.policies import Right
from api.fields import page_of
from api.queries.entries import totals_by_day
from api.v1.statistics.serializers import EXAMPLE, StatisticsSerializer
from api.views.endpoint import Endpoint


class StatisticsList(Endpoint):
    right = Right(Verb.READ, Noun.STATISTICS)
    resource = "statistics"
    operation = "list"
    summary = _("Totals of the areas, day by day")
    description = _("Open sites and people of all areas together, for each of the last 366 days. Figures are rounded.")

    def described(self) -> Any:
        return page_of(StatisticsSerializer)

    def examples(self) -> list[OpenApiExample]:
        return [OpenApiExample("statistics", {"count": 1, "next": None, "results": [EXAMPLE]}, response_only=True)]

    def get(self, request: Request) -> HttpResponse:
        results = totals_by_day(366)
        return self.answer_bytes(request, orjson.dumps({"count": len(results), "next": None, "results": results}))
