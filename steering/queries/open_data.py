"""The open dataset as it was published, and what it is made of: the areas that everyone sees."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import date
from typing import Any

from django.conf import settings

from actors.enums import Noun
from actors.rules import NOBODY
from catalog.models import Entry
from steering.models import OpenMonth
from steering.rules.open_data import AreaFigures, counts_of
from territories.enums import Level
from territories.models import Territory


def rows_of_areas(month: date) -> tuple[date, list[dict[str, Any]]] | None:
    """A row for each département of today, and the day of the areas; None where no area was ever published."""
    areas = list(Entry.objects.visible_to(NOBODY, noun=Noun.AREA).order_by("key"))
    if not areas:
        return None
    as_of = date.fromisoformat(max(area.data["as_of"] for area in areas))
    told = [(AreaFigures.told_by(area.data), area.territory_ids) for area in areas]
    return as_of, rows_of(told, month=month, as_of=as_of)


def rows_of(areas: Iterable[tuple[AreaFigures, Iterable[int]]], *, month: date, as_of: date) -> list[dict[str, Any]]:
    """A row for each département of today. `areas`: what each tells, and the ids of the territories that hold it."""
    by_place: dict[int, list[AreaFigures]] = defaultdict(list)
    for told, territory_ids in areas:
        for pk in territory_ids:
            by_place[pk].append(told)
    departements = Territory.objects.current().at(Level.DEPARTEMENT).filter(country=settings.PLATFORM_COUNTRY)
    return [
        {
            "mois": f"{month:%Y-%m}",
            "etat_au": as_of.isoformat(),
            "departement_code": place.code,
            "departement_nom": place.name,
            "region_code": place.parent.code if place.parent else None,
            "region_nom": place.parent.name if place.parent else None,
            **counts_of(by_place.get(place.pk, [])),
        }
        for place in departements.select_related("parent").order_by("code", "pk")
    ]


def months() -> list[OpenMonth]:
    """The latest first."""
    return list(OpenMonth.objects.order_by("-month"))


def month_of(text: str) -> OpenMonth | None:
    """By "2026-11"."""
    try:
        return OpenMonth.objects.filter(month=date.fromisoformat(f"{text}-01")).first()
    except ValueError:
        return None
