"""The readable page of the API, made from the frozen description: what it says is what clients were promised."""

import json
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _lazy
from rest_framework.request import Request

from actors.policies import Right, open_to_all
from api.rules.problems import PROBLEMS
from api.rules.retirement import RETIREMENTS
from api.views.endpoint import Endpoint

FROZEN = Path(__file__).parent.parent / "v1" / "openapi.json"
TITLES: dict[str, str | Promise] = {
    "areas": _lazy("Areas"),
    "actions": _lazy("Actions"),
    "practices": _lazy("Good practices"),
    "news": _lazy("News"),
    "territories": _lazy("Territories"),
    "pages": _lazy("Pages of prose"),
    "menus": _lazy("Menus"),
    "previews": _lazy("Drafts lent to another site"),
    "redirects": _lazy("Redirections"),
    "search": _lazy("Search everywhere"),
    "suggestions": _lazy("Suggestions"),
    "organisations": _lazy("Organisations"),
    "statistics": _lazy("Statistics"),
    "sites": _lazy("Sites"),
    "changes": _lazy("Changes, for replicas"),
    "codes": _lazy("Codes"),
    "me": _lazy("Who am I"),
}
KINDS: dict[str, str | Promise] = {
    "string": _lazy("text"),
    "integer": _lazy("whole number"),
    "number": _lazy("number"),
    "boolean": _lazy("true or false"),
    "object": _lazy("object"),
    "array": _lazy("list"),
    "date": _lazy("day"),
    "date-time": _lazy("instant"),
    "uri": _lazy("address"),
    "null": _lazy("null"),
}
# What clients may care about, the latest first.
HISTORY: list[tuple[date, str | Promise]] = [
    (date(2026, 11, 28), _lazy("Outlines say what holds them, and are asked for by frame and zoom.")),
    (date(2026, 11, 28), _lazy("What is asked without encryption (HTTP) is refused, no longer led to HTTPS.")),
    (date(2026, 11, 27), _lazy("What a search found, at once, as GeoJSON and as CSV.")),
    (
        date(2026, 11, 27),
        _lazy("Vector tiles (/tiles/) and OGC API Features (/ogc/), for maps and geographic programs."),
    ),
    (date(2026, 11, 27), _lazy("Drafts lent to the front end of a partner by a token (/previews).")),
    (date(2026, 11, 27), _lazy("What areas add up to by département, and “fields” for GeoJSON.")),
    (date(2026, 11, 27), _lazy("Pages of prose, menus and redirections, for front ends that are not ours.")),
    (
        date(2026, 11, 27),
        _lazy("Related things come along (include=); more resources one by one and as CSV."),
    ),
    (date(2026, 11, 27), _lazy("Changes with withdrawals (/changes), by which a replica stays exact.")),
    (date(2026, 11, 27), _lazy("Cursors of lists are sealed: one kept from before is refused, begin the list again.")),
    (date(2026, 11, 27), _lazy("Rates by key and by address, told in RateLimit headers; 429 beyond.")),
    (date(2026, 11, 27), _lazy("Lists as CSV, “near” beside “bbox”, organisations, statistics, brotli and gzip.")),
    (date(2026, 11, 27), _lazy("Servers of partners told of changes by signed messages.")),
    (date(2026, 11, 24), _lazy("First version.")),
]


@dataclass(frozen=True)
class Field:
    """A parameter or a field, in words. `choices` are the codes that it takes."""

    name: str
    kind: str
    told: str
    choices: list[str]
    example: str = ""


@dataclass(frozen=True)
class Operation:
    path: str
    summary: str
    is_public: bool
    is_deprecated: bool
    media_type: str
    parameters: list[Field]
    example: str


@dataclass(frozen=True)
class Resource:
    name: str
    title: str
    description: str
    operations: list[Operation]
    fields: list[Field]


class OpenAPIDescription(Endpoint):
    """The description itself, as it is frozen."""

    right = Right()
    schema = None  # type: ignore[assignment] # (it does not describe itself)
    public_seconds = 3600

    def get(self, request: Request) -> HttpResponse:
        return self.answer_bytes(request, FROZEN.read_bytes())


@open_to_all
def reference(request: HttpRequest) -> HttpResponse:
    return render(request, "api/reference.html", {"resources": resources(), "problems": PROBLEMS})


@open_to_all
def history(request: HttpRequest) -> HttpResponse:
    return render(request, "api/history.html", {"history": HISTORY, "retirements": RETIREMENTS})


@cache
def description() -> dict[str, Any]:
    return json.loads(FROZEN.read_text())


def resources() -> list[Resource]:
    """In the order of TITLES, in the language of the reader."""
    return [_resource(name, str(title)) for name, title in TITLES.items() if _operations(name)]


def _operations(resource: str) -> list[tuple[str, dict[str, Any]]]:
    return [
        (path, methods["get"]) for path, methods in description()["paths"].items() if resource in methods["get"]["tags"]
    ]


def _resource(name: str, title: str) -> Resource:
    operations = _operations(name)
    return Resource(
        name=name,
        title=title,
        description=_(operations[0][1]["description"]),
        operations=[_operation(path, operation) for path, operation in operations],
        fields=_fields(operations[0][1]),
    )


def _operation(path: str, operation: dict[str, Any]) -> Operation:
    [(media_type, content)] = operation["responses"]["200"]["content"].items()
    [example] = content["examples"].values()
    return Operation(
        path=path,
        summary=_(operation["summary"]),
        is_public={} in operation["security"],
        is_deprecated=operation.get("deprecated", False),
        media_type=media_type,
        parameters=[_parameter(one) for one in operation.get("parameters", [])],
        example=_written(example["value"]),
    )


def _written(example: Any) -> str:
    return example if isinstance(example, str) else json.dumps(example, ensure_ascii=False, indent=2)


def _parameter(parameter: dict[str, Any]) -> Field:
    examples = [str(example["value"]) for example in parameter.get("examples", {}).values()]
    return _field(parameter["name"], parameter["schema"], told=parameter["description"], example="".join(examples))


def _fields(operation: dict[str, Any]) -> list[Field]:
    """Of one thing: those of the results of a list."""
    [content] = operation["responses"]["200"]["content"].values()
    schema = _followed(content["schema"])
    results = schema.get("properties", {}).get("results")
    properties = (_followed(results["items"]) if results else schema).get("properties", {})
    return [_field(name, one, told=one.get("description", "")) for name, one in properties.items()]


def _field(name: str, schema: dict[str, Any], *, told: str, example: str = "") -> Field:
    items = schema.get("items", schema)
    choices = [str(code) for code in items.get("enum", []) if code is not None]
    return Field(name=name, kind=_kind(schema), told=_(told) if told else "", choices=choices, example=example)


def _kind(schema: dict[str, Any]) -> str:
    kinds = schema.get("type", "object")
    words = [
        schema.get("format", kind) if kind == "string" else kind
        for kind in ([kinds] if isinstance(kinds, str) else kinds)
    ]
    if "oneOf" in schema:
        words = [one.get("type", "object") for one in schema["oneOf"]]
    return _(" or ").join(str(KINDS.get(word, KINDS["string"])) for word in words)


def _followed(schema: dict[str, Any]) -> dict[str, Any]:
    name = schema.get("$ref", "").removeprefix("#/components/schemas/")
    return description()["components"]["schemas"][name] if name else schema
