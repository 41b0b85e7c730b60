"""One place at a time: what registers of other countries bring."""

from __future__ import annotations

from typing import Any

from django.db import transaction

from territories.enums import Level
from territories.models import Territory
from territories.rules.text import search_key


@transaction.atomic
def define_place(
    *, country: str, level: Level, code: str, name: str, parent: Territory | None = None, **fields: Any
) -> Territory:
    """The place of this key, made or renamed. `fields`: kind, epci, lon, lat, population, zone, is_fictitious.

    For a few places; an edition of thousands is read by `load_edition`. A place that changes parent takes its own
    line with it, not that of the places below: define them again, from the top.
    """
    kind = fields.pop("kind", "")
    place, _ = Territory.objects.update_or_create(
        country=country,
        level=level,
        kind=kind,
        code=code,
        defaults={"name": name, "search_name": search_key(name), "parent": parent, **fields},
    )
    if place.ancestor_ids != place.line():
        place.ancestor_ids = place.line()
        place.save(update_fields=["ancestor_ids"])
    return place
