"""The labels of the codes that documents and filters hold."""

from typing import Any

import orjson
from django.http import HttpResponse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import override
from drf_spectacular.utils import OpenApiExample
from rest_framework.request import Request

from actors.policies import Right
from api.views.endpoint import Endpoint
from catalog.registry import registry

LANGUAGES = ("fr", "en")


class CodeList(Endpoint):
    right = Right()
    public_seconds = 3600
    resource = "codes"
    operation = "list"
    summary = _("Labels of the codes")
    description = _(
        "The codes that filters take, by resource and by parameter, with their labels in French and English."
    )

    def described(self) -> dict[str, Any]:
        text = {"type": "string"}
        code = {"type": "object", "properties": dict.fromkeys(("code", *LANGUAGES), text)}
        by_parameter = {"type": "object", "additionalProperties": {"type": "array", "items": code}}
        return {"type": "object", "additionalProperties": by_parameter}

    def examples(self) -> list[OpenApiExample]:
        code = {"code": "open", "fr": "ouvert", "en": "open"}
        return [OpenApiExample("codes", {"site": {"statut": [code]}}, response_only=True)]

    def get(self, request: Request) -> HttpResponse:
        return self.answer_bytes(request, orjson.dumps(codes()))


def codes() -> dict[str, dict[str, list[dict[str, str]]]]:
    """noun -> parameter -> codes in their order, each with its label in every language."""
    return {
        noun.noun.value: {
            facet.param: [
                {"code": code} | {language: _label(label, language) for language in LANGUAGES}
                for code, label in facet.choices()
            ]
            for facet in noun.facets
            if facet.is_fixed
        }
        for noun in registry.nouns.values()
    }


def _label(label: object, language: str) -> str:
    with override(language):
        return str(label)
