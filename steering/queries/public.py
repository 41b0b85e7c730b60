"""Figures for everyone: what areas say, and what they hold together. They tell nothing more than the areas do."""

from dataclasses import dataclass
from datetime import date
from typing import Any

import orjson

from actors.enums import Noun
from actors.rules import NOBODY
from catalog.models import AreaTotals, Entry
from territories.models import Territory


@dataclass(frozen=True)
class PublicFigures:
    """None where nothing may be said.

    `is_total`: a total of true counts, rounded once. Otherwise the sum of rounded figures, without those withheld: an
    order of magnitude, which is above the count where areas are many and small.
    """

    areas: int
    open_sites: int | None
    people: int | None
    as_of: date | None
    is_total: bool = False


def public_figures(territory: Territory | None = None) -> PublicFigures:
    """Of the whole platform, or of what the areas say of one territory."""
    areas = Entry.objects.visible_to(NOBODY, noun=Noun.AREA)
    if territory:
        areas = areas.filter(territory_ids__contains=[territory.pk])
    documents = [orjson.loads(text) for text in areas.order_by("key").values_list("document", flat=True)]
    if not documents:
        return PublicFigures(areas=0, open_sites=None, people=None, as_of=None)
    as_of: Any = max(area["as_of"] for area in documents)
    totals = None if territory else AreaTotals.objects.filter(as_of=as_of).first()
    if totals and totals.open_sites is not None and totals.people is not None:
        return PublicFigures(len(documents), totals.open_sites, totals.people, as_of, is_total=True)
    return PublicFigures(
        areas=len(documents),
        open_sites=sum(area["open_sites"] or 0 for area in documents),
        people=sum(area["people"] or 0 for area in documents),
        as_of=as_of,
    )
