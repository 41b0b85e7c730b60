"""Figures for everyone, and the open dataset with its descriptions."""

from collections.abc import Callable, Sequence
from typing import Any

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.cache import cache_control
from django.views.decorators.http import etag, require_safe

from actors.enums import Noun, Verb
from actors.policies import needs
from catalog.queries.sharing import platform
from catalog.rules.linked_data import Node, dataset
from steering.models import OpenMonth
from steering.queries.open_data import month_of, months
from steering.queries.statistics import Statistics, statistics
from steering.rules.open_data import (
    DESCRIPTION,
    FIELDS,
    KEYWORDS,
    LICENCE,
    TITLE,
    Described,
    Published,
    csv_bytes,
    data_package,
    dcat,
    json_bytes,
    table_schema,
)

FRESH = cache_control(public=True, max_age=3600)


@needs(Verb.READ, Noun.STATISTICS)
def page(request: HttpRequest) -> HttpResponse:
    told = statistics()
    context = {"statistics": told, "fields": FIELDS, "description": DESCRIPTION, "nodes": [_node(told)]}
    return render(request, "steering/statistics.html", context)


def open_data(give: Callable[[str], tuple[bytes, str] | None]) -> Any:
    """An address of the open dataset: the same for everyone, and until the next month. `give`: None is a 404."""

    @needs(Verb.READ, Noun.STATISTICS)
    @require_safe
    @FRESH
    @etag(_mark)
    def view(request: HttpRequest, month: str = "") -> HttpResponse:
        found = give(month)
        if found is None:
            raise Http404
        content, kind = found
        response = HttpResponse(content, content_type=kind)
        response["Access-Control-Allow-Origin"] = "*"
        return response

    return view


def _mark(_request: HttpRequest, **_: Any) -> str:
    last = OpenMonth.objects.order_by("-month").first()
    return f'"{last.published_at.timestamp():.0f}"' if last else '"0"'


def _every_month(_month: str) -> tuple[bytes, str]:
    return _content(months()), "text/csv; charset=utf-8"


def _one_month(text: str) -> tuple[bytes, str] | None:
    month = month_of(text)
    return (_content([month]), "text/csv; charset=utf-8") if month else None


def _schema(_month: str) -> tuple[bytes, str]:
    return json_bytes(_table_schema()), "application/json"


def _package(_month: str) -> tuple[bytes, str]:
    return json_bytes(data_package(_files(months()), schema=_table_schema(), home=_home())), "application/json"


def _catalogue(_month: str) -> tuple[bytes, str]:
    known = months()
    days: dict[str, Any] = (
        {"first": known[-1].month, "last": known[0].as_of, "modified": known[0].published_at} if known else {}
    )
    about = Described(home=_home(), schema_url=_address("open_data_schema"), publisher=settings.PLATFORM_NAME, **days)
    return json_bytes(dcat(_files(known), about)), "application/ld+json"


def _node(told: Statistics) -> Node:
    """The open dataset in the words of schema.org, for those who look for data."""
    more: Node = {"url": _home(), "keywords": list(KEYWORDS), "distribution": []}
    if told.month and told.first_month:
        more |= {
            "temporalCoverage": f"{told.first_month.isoformat()}/{told.month.as_of.isoformat()}",
            "dateModified": told.month.published_at.isoformat(),
            "distribution": [
                {"@type": "DataDownload", "encodingFormat": "text/csv", "contentUrl": _address("open_data")}
            ],
        }
    here = {name: value for name, value in more.items() if value}
    return dataset(platform(), name=TITLE, about=DESCRIPTION, licence=LICENCE, more=here)


def _files(known: Sequence[OpenMonth]) -> list[Published]:
    """All the months in one file, then each in its own."""
    if not known:
        return []
    files = [Published(_address("open_data"), "Tous les mois", _content(known))]
    return files + [Published(_address("open_data_month", f"{one}"), f"Mois {one}", _content([one])) for one in known]


def _content(known: Sequence[OpenMonth]) -> bytes:
    return csv_bytes(row for one in sorted(known, key=lambda one: one.month) for row in one.rows)


def _table_schema() -> dict[str, Any]:
    return table_schema(url=_address("open_data_schema"), home=_home())


def _home() -> str:
    return _address("statistics")


def _address(name: str, *arguments: str) -> str:
    return settings.WAGTAILADMIN_BASE_URL.rstrip("/") + reverse(name, args=arguments)


every_month, one_month = open_data(_every_month), open_data(_one_month)
schema, package, catalogue = open_data(_schema), open_data(_package), open_data(_catalogue)
