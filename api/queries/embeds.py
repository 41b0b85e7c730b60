"""What frames on the pages of others say: what everyone may read, whoever looks."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from actors.enums import Noun
from actors.rules import NOBODY
from catalog.models import AreaTotals, Entry
from steering.rules.open_data import AreaFigures, counts_of
from territories.models import Territory


@dataclass(frozen=True)
class EmbedFigures:
    """None is what may not be told. `is_total`: of all areas together (decision 0031), else a sum of areas."""

    areas: int
    as_of: date | None
    open_sites: int | None = None
    people: int | None = None
    minors: int | None = None
    school_share: int | None = None
    is_total: bool = False


def figures_of(place: Territory | None) -> EmbedFigures:
    """Two queries at most."""
    entries = Entry.objects.visible_to(NOBODY, noun=Noun.AREA)
    if place:
        entries = entries.filter(territory_ids__contains=[place.pk])
    documents = [entry.data for entry in entries.order_by("key")]
    if not documents:
        return EmbedFigures(areas=0, as_of=None)
    as_of = date.fromisoformat(max(data["as_of"] for data in documents))
    counted: dict[str, Any] = counts_of([AreaFigures.told_by(data) for data in documents])
    totals = None if place else AreaTotals.objects.filter(as_of=as_of, open_sites__isnull=False).first()
    return EmbedFigures(
        areas=len(documents),
        as_of=as_of,
        open_sites=totals.open_sites if totals else counted["sites_ouverts"],
        people=totals.people if totals else counted["personnes"],
        minors=counted["mineurs"],
        school_share=counted["part_scolarises"],
        is_total=totals is not None,
    )
