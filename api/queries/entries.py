"""What endpoints read of the catalogue, besides the pages that its filters give."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Count, Max, Min

from actors.enums import Noun
from actors.rules import Viewer
from catalog.models import AreaTotals, Entry
from catalog.querysets import EntryQuerySet


@dataclass(frozen=True)
class State:
    """Two equal states of one viewer are the same documents: what is new or changed takes a number above all others,
    so that an equal highest number with an equal count leaves nothing that could have come, changed or gone.
    """

    count: int
    last_change: int | None


def state_of(noun: Noun, viewer: Viewer) -> State:
    """Made of what the viewer may read and nothing else: what is kept from them does not move it."""
    entries = Entry.objects.visible_to(viewer).of(noun)
    return State(**entries.aggregate(count=Count("pk"), last_change=Max("change")))


def find_entry(noun: Noun, key: str, *, viewer: Viewer) -> Entry | None:
    return Entry.objects.visible_to(viewer).of(noun).filter(key=key).first()


def features_of(entries: EntryQuerySet, *, most: int) -> list[tuple[int | None, str]]:
    """The page and the feature of each, the latest changes first."""
    return list(entries.order_by("-change").values_list("page_id", "feature")[:most])


def documents_of(entries: EntryQuerySet, *, most: int) -> list[tuple[int | None, str]]:
    """The page and the document of each, the latest changes first."""
    return list(entries.order_by("-change").values_list("page_id", "document")[:most])


def totals_by_day(most: int, *, day: date | None = None) -> list[dict[str, Any]]:
    """What was told of all the areas together, the latest day first."""
    known = AreaTotals.objects.filter(as_of=day) if day else AreaTotals.objects.all()
    found = known.order_by("-as_of").values("as_of", "open_sites", "people")[:most]
    return [dict(one) for one in found]


@dataclass(frozen=True)
class Extent:
    """What holds all the things of a noun that someone may read: in degrees (west, south, east, north), and in days."""

    box: tuple[float, float, float, float] | None
    first: date | None
    last: date | None


def extents_of(viewer: Viewer, *, noun: Noun | None = None) -> dict[str, Extent]:
    """By noun, in one query."""
    bounds = {"west": Min("lon"), "south": Min("lat"), "east": Max("lon"), "north": Max("lat")}
    days = {"first": Min("dated_on"), "last": Max("dated_on")}
    found = Entry.objects.visible_to(viewer, noun=noun).values("noun").annotate(**bounds, **days).order_by("noun")
    return {
        one["noun"]: Extent(
            None if one["west"] is None else (one["west"], one["south"], one["east"], one["north"]),
            one["first"],
            one["last"],
        )
        for one in found
    }
