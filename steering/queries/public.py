"""Figures for everyone: sums of what the areas say, so that they can tell nothing more than the areas do."""

import json
from dataclasses import dataclass
from datetime import date

from actors.enums import Noun
from actors.rules import NOBODY
from catalog.models import Entry
from territories.models import Territory


@dataclass(frozen=True)
class PublicFigures:
    """Orders of magnitude: sums of rounded numbers, without those withheld. None where nothing may be said."""

    areas: int
    open_sites: int | None
    people: int | None
    as_of: date | None


def public_figures(territory: Territory | None = None) -> PublicFigures:
    areas = Entry.objects.of(Noun.AREA).visible_to(NOBODY)
    if territory:
        areas = areas.filter(territory_ids__contains=[territory.pk])
    documents = [json.loads(text) for text in areas.order_by("key").values_list("document", flat=True)]
    if not documents:
        return PublicFigures(areas=0, open_sites=None, people=None, as_of=None)
    return PublicFigures(
        areas=len(documents),
        open_sites=sum(area["open_sites"] or 0 for area in documents),
        people=sum(area["people"] or 0 for area in documents),
        as_of=max((area["as_of"] for area in documents), default=None),
    )
