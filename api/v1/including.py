"""What the things of each resource may come with, as their own addresses give it."""

from collections.abc import Sequence
from typing import Any

import orjson

from actors.enums import Noun, ReadingKind
from actors.models import Organisation
from actors.rules import Viewer
from actors.services.readings import record_reading
from api.queries.related import actions_of, entries_of, known_places, organisations_named, places_of
from api.v1.organisations.serializers import organisation_document
from api.v1.territories.serializers import place_document
from api.views.picking import Inclusion
from catalog.models import Entry
from territories.models import Territory


def territory(entries: Sequence[Entry], _viewer: Viewer) -> list[Any]:
    """The place itself."""
    return [place and place_document(place) for place in places_of(entries)]


def organisation(entries: Sequence[Entry], _viewer: Viewer) -> list[Any]:
    """The operator of an action, the author of a practice: null for one that has neither account nor key."""
    names = [entry.data.get("operator") or entry.data.get("organisation") for entry in entries]
    known = organisations_named(names)
    return [organisation_document(known[name]) if name in known else None for name in names]


def actions(listed: Sequence[Entry], viewer: Viewer) -> list[Any]:
    """Those that happen on a site, for members; the latest hundred."""
    found = actions_of(listed, viewer=viewer)
    return [[_written(action) for action in found[site.key]] for site in listed]


def sites(listed: Sequence[Entry], viewer: Viewer) -> list[Any]:
    """Those that the reader may read; they are told of it, as by a list of sites."""
    keys = [action.data.get("sites", []) for action in listed]
    known = entries_of(Noun.SITE, [key for one in keys for key in one], viewer=viewer)
    pages = [site.page_id for site in known.values() if site.page_id]
    record_reading(viewer=viewer, kind=ReadingKind.LIST, page_ids=pages)
    return [[_written(known[key]) for key in one if key in known] for one in keys]


def _place_named(name: str) -> Inclusion:
    """What a place names: its parent, its EPCI, its successor."""

    def read(places: Sequence[Territory], _viewer: Viewer) -> list[Any]:
        ids = [getattr(place, f"{name}_id") for place in places]
        known = known_places(ids)
        return [place_document(known[pk]) if pk in known else None for pk in ids]

    return read


def place_of_work(organisations: Sequence[Organisation], _viewer: Viewer) -> list[Any]:
    known = known_places(one.territory_id for one in organisations)
    return [place_document(known[one.territory_id]) for one in organisations]


def _written(entry: Entry) -> orjson.Fragment:
    """The document as it was written at publication."""
    return orjson.Fragment(entry.document.encode())


PARENT, EPCI, SUCCESSOR = _place_named("parent"), _place_named("epci"), _place_named("successor")
