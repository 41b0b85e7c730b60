"""What was published, changed or withdrawn since a place in the order of changes, as one viewer may know it.

Nothing is replayed: each change names a thing, and the thing is read as it is now, by the same door as everywhere. So
whoever has applied all of them holds what the viewer reads, whatever was lost or said twice on the way.
"""

import struct
from collections.abc import Sequence
from dataclasses import dataclass
from hashlib import sha256

from django.conf import settings
from django.db.models import Q

from actors.enums import Noun
from actors.rules import Viewer
from catalog.models import Departure, Entry
from catalog.querysets import DepartureQuerySet, EntryQuerySet, sight_of
from catalog.rules.sealing import SealError, seal, unseal

USE = "changes"
CONTENT = struct.Struct(">16sqq")


@dataclass(frozen=True)
class Place:
    """Up to where a replica has read. `floor`: how far the changes went when it began from nothing; what was
    withdrawn before that was never given to it.
    """

    position: int = 0
    floor: int = 0


@dataclass(frozen=True)
class Change:
    """`entry` is the fullest document that the viewer may read of the thing; None if they may read none any more."""

    noun: str
    key: str
    entry: Entry | None


@dataclass(frozen=True)
class ChangePage:
    """`is_reset`: what the replica held before must go, this begins from nothing."""

    changes: list[Change]
    place: Place
    has_more: bool
    is_reset: bool


def place_word(place: Place, *, viewer: Viewer, nouns: Sequence[Noun]) -> str:
    """The place as its reader keeps it: always as long, and of use only to who reads the same things."""
    return seal(CONTENT.pack(_sight(viewer, nouns), place.position, place.floor), use=USE)


def read_place(text: str, *, viewer: Viewer, nouns: Sequence[Noun]) -> Place | None:
    """None if what the viewer reads is no longer what it was, or was somebody else's. Raises SealError on no word of
    ours.
    """
    try:
        sight, position, floor = CONTENT.unpack(unseal(text, use=USE))
    except struct.error as error:
        raise SealError from error
    return Place(position, floor) if sight == _sight(viewer, nouns) else None


def last_place(viewer: Viewer, nouns: Sequence[Noun]) -> Place:
    """Where a replica that holds all of today would be. Two queries."""
    return Place(_last(viewer, nouns))


def read_changes(*, viewer: Viewer, nouns: Sequence[Noun], after: Place | None, size: int) -> ChangePage:
    """At most `size` changes. Three queries, and two more from nothing.

    Events are read by one statement, which sees the numbers without a hole (decision 0009): two would not.
    """
    place = after or Place(floor=_last(viewer, nouns))
    seen = _entries(viewer, nouns).filter(change__gt=place.position)
    seen = seen.exclude(withdrawn_at__isnull=False, change__lte=place.floor)
    departed = _departures(viewer, nouns).filter(change__gt=max(place.position, place.floor))
    events = seen.values_list("change", "noun", "key").union(departed.values_list("change", "noun", "key"), all=True)
    found = list(events.order_by("change")[: size + 1])
    kept = found[:size]
    position = kept[-1][0] if kept else place.position
    return ChangePage(
        changes=_states(viewer, [(noun, key) for _number, noun, key in kept]),
        place=Place(position, place.floor if position < place.floor else 0),
        has_more=len(found) > size,
        is_reset=after is None,
    )


def _states(viewer: Viewer, things: list[tuple[str, str]]) -> list[Change]:
    """Each thing once, where it was named last."""
    latest = list(dict.fromkeys(reversed(things)))[::-1]
    keys: dict[str, list[str]] = {}
    for noun, key in latest:
        keys.setdefault(noun, []).append(key)
    named = Q(pk__in=[])
    for noun, of_noun in keys.items():
        named |= Q(noun=noun, key__in=of_noun)
    visible = Entry.objects.filter(named).visible_to(viewer).only("noun", "key", "page_id", "document", "change")
    entries = {(entry.noun, entry.key): entry for entry in visible.order_by("pk")} if latest else {}
    return [Change(noun, key, entries.get((noun, key))) for noun, key in latest]


def _last(viewer: Viewer, nouns: Sequence[Noun]) -> int:
    """Of what the viewer may know: what happens elsewhere must not show in the word of a place, even sealed."""
    numbers = [
        found.order_by("-change").values_list("change", flat=True).first() or 0
        for found in (_entries(viewer, nouns), _departures(viewer, nouns))
    ]
    return max(numbers)


def _entries(viewer: Viewer, nouns: Sequence[Noun]) -> EntryQuerySet:
    noun = nouns[0] if len(nouns) == 1 else None
    return Entry.objects.filter(noun__in=nouns).addressed_to(viewer, noun=noun)


def _departures(viewer: Viewer, nouns: Sequence[Noun]) -> DepartureQuerySet:
    return Departure.objects.filter(noun__in=nouns).from_sight_of(viewer)


def _sight(viewer: Viewer, nouns: Sequence[Noun]) -> bytes:
    told = "\n".join([sight_of(viewer), *sorted(nouns), settings.CHANGES_EPOCH])
    return sha256(told.encode()).digest()[:16]
