"""The labels of the codes that documents and filters hold."""

import orjson
from django.http import HttpResponse
from django.utils.translation import override
from rest_framework.request import Request

from api.views.endpoint import Endpoint, allow_only
from catalog.registry import registry

LANGUAGES = ("fr", "en")


class CodeList(Endpoint):
    public_seconds = 3600

    def get(self, request: Request) -> HttpResponse:
        allow_only(request, [])
        body = orjson.dumps(codes())
        return self.answer(request, state=body, body=lambda: body)


def codes() -> dict[str, dict[str, list[dict[str, str]]]]:
    """noun -> parameter -> codes in their order, each with its label in every language."""
    return {
        noun.noun.value: {
            facet.param: [
                {"code": code} | {language: _label(label, language) for language in LANGUAGES}
                for code, label in facet.choices()
            ]
            for facet in noun.facets
        }
        for noun in registry.nouns.values()
    }


def _label(label: object, language: str) -> str:
    with override(language):
        return str(label)
