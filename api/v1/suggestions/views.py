"""What may be meant by words that are being typed."""

from typing import Any

import orjson
from django.http import HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _lazy
from drf_spectacular.utils import OpenApiExample, OpenApiParameter
from rest_framework import serializers
from rest_framework.exceptions import ValidationError
from rest_framework.request import Request

from actors.policies import Right
from api.filters import MAX_Q, Errors, refuse_value
from api.policies import KeyAuthentication, SessionAuthentication, viewer_of
from api.views.endpoint import Endpoint
from api.views.parameters import told
from catalog.queries.suggestions import Suggestion, suggestions

EXAMPLE = {
    "results": [
        {
            "kind": "place",
            "kind_label": "commune",
            "label": "Bobigny (93)",
            "text": "sans eau à Bobigny (93)",
            "url": "",
        }
    ]
}


class SuggestionSerializer(serializers.Serializer):
    kind = serializers.CharField()
    kind_label = serializers.CharField()
    label = serializers.CharField()  # type: ignore[assignment]
    text = serializers.CharField(allow_blank=True, help_text="The question that it makes.")
    url = serializers.CharField(allow_blank=True, help_text="Where the thing itself is, or nothing.")


class SuggestionsSerializer(serializers.Serializer):
    results = SuggestionSerializer(many=True)


class SuggestionList(Endpoint):
    right = Right()
    authentication_classes = [KeyAuthentication, SessionAuthentication]
    resource = "suggestions"
    operation = "list"
    summary = _lazy("Suggestions while one types")
    description = _lazy("Places, filters, and titles of what the reader may read, for the beginning of a question.")

    def parameters(self) -> list[OpenApiParameter]:
        return [told("q")]

    def described(self) -> Any:
        return SuggestionsSerializer

    def examples(self) -> list[OpenApiExample]:
        return [OpenApiExample("suggestions", EXAMPLE, response_only=True)]

    def get(self, request: Request) -> HttpResponse:
        text, errors = request.query_params.get("q", ""), Errors()
        if len(text) > MAX_Q:
            refuse_value(errors, "q", _("Shorten your search to %d characters.") % MAX_Q)
            raise ValidationError(errors)
        found = suggestions(text, viewer=viewer_of(request))
        return self.answer_bytes(request, orjson.dumps({"results": [_said(one) for one in found]}))


def _said(one: Suggestion) -> dict[str, str]:
    told_of = {"kind": one.kind, "kind_label": str(one.kind_label), "label": one.label}
    return told_of | {"text": one.text, "url": one.url}
