"""What a tile of the map holds: from afar, groups of things that are counted; from near, each of them."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from threading import Lock
from typing import Any, NamedTuple

import numpy as np
from django.conf import settings
from numpy.typing import NDArray

from actors.enums import Noun
from catalog.queries.columns import PER_DEGREE, UNKNOWN, Columns, kept_columns, read_columns
from catalog.querysets import EntryQuerySet
from catalog.registry import registry
from catalog.rules.tiles import EXTENT, EXTENT_BITS, Lexicon, Said, encode_tile
from territories.rules.morton import ZOOM, Tile, place_in_tile, tile_of, tile_range

# The last zoom, which maps enlarge beyond: half a metre a unit, and each thing by itself.
MAX_ZOOM = 14
# Before it, what stands in one eighth of a tile's side is one group: about the width of a thumb on a screen.
GROUP_BITS = 3
READ = ("pk", "change", "page_id", "tags", "key", "title", "url", "summary", "people", "dated_on")


@dataclass(frozen=True)
class TileContent:
    """Where each feature stands in the tile, and what is said of it.

    `page_ids`: those of the things that the tile names, for who must be told of it; groups name none.
    """

    places: NDArray[np.int64]
    phrases: list[bytes]
    page_ids: list[int | None]
    lexicon: Lexicon

    def encoded(self, layer: str) -> bytes:
        return encode_tile(layer, self.places, self.phrases, self.lexicon)


class Named(NamedTuple):
    """One document as a feature says it."""

    key: str
    page_id: int | None
    phrase: bytes


class Phrases:
    """Documents as features say them, by their change number: another number is another document, and none is stale."""

    most = 50_000

    def __init__(self) -> None:
        self._lock = Lock()
        self._begin()

    def _begin(self) -> None:
        """With another lexicon: this one holds the words of documents that are no more."""
        self._lexicon, self._named = Lexicon(), dict[int, Named]()

    def of(self, columns: Columns, entries: EntryQuerySet, *, noun: Noun) -> tuple[list[Named | None], Lexicon]:
        """For each row of `columns`, which are of `entries`; None for what was withdrawn since they were read."""
        asked = list(zip(columns.rows["change"].tolist(), columns.rows["pk"].tolist(), strict=True))
        with self._lock:
            if len(self._named) > self.most:
                self._begin()
            missing = [pk for change, pk in asked if change not in self._named]
            read = self._read(entries.filter(pk__in=missing), noun=noun) if missing else {}
            # What was published again since is under another number.
            return [self._named.get(change) or read.get(pk) for change, pk in asked], self._lexicon

    def _read(self, entries: EntryQuerySet, *, noun: Noun) -> dict[int, Named]:
        facets, read = {facet.name for facet in registry.of(noun).facets}, {}
        for pk, change, page_id, tags, *columns in entries.order_by().values_list(*READ):
            phrase = self._lexicon.phrase(_codes(tags, facets) | _said(columns))
            read[pk] = self._named[change] = Named(columns[0], page_id, phrase)
        return read


phrases = Phrases()


def read_tile(entries: EntryQuerySet, tile: Tile, *, noun: Noun, sight: str = "") -> TileContent:
    """`sight` names `entries` where they are all that it reads of the noun: their columns are kept from tile to tile.

    At most three queries. ValueError for a tile that does not exist.
    """
    cells = tile_range(*tile)
    if sight and settings.MAP_COLUMNS_MB:
        found = kept_columns.of(sight, entries, noun=noun).between(cells)
    else:
        found = read_columns(entries.in_tile(*tile))
    if tile[0] >= MAX_ZOOM:
        return _each(found, entries, tile, noun=noun)
    starts, counts = _blocks(found, shift=2 * (ZOOM - tile[0] - GROUP_BITS))
    each = _each(found.at(starts[counts == 1]), entries, tile, noun=noun)
    clusters = list(_clusters(found, starts, counts, has_people=registry.of(noun).has_people))
    places = [place_in_tile(*place, tile, bits=EXTENT_BITS) for place, _said in clusters]
    return TileContent(
        np.concatenate([np.array(places, np.int64).reshape(-1, 2), each.places]),
        [*(each.lexicon.phrase(said) for _place, said in clusters), *each.phrases],
        each.page_ids,
        each.lexicon,
    )


def _blocks(found: Columns, *, shift: int) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Where each block begins among cells in order, and how many stand in it."""
    blocks = found.cells >> shift
    starts = np.flatnonzero(np.diff(blocks, prepend=-1))
    return starts, np.diff(starts, append=len(blocks))


def _clusters(
    found: Columns, starts: NDArray[np.int64], counts: NDArray[np.int64], *, has_people: bool
) -> Iterator[tuple[tuple[float, float], dict[str, Said | None]]]:
    """At the mean of its things. Unknown numbers of people are in no sum: `people_known` says of how many it is."""
    if not len(starts):
        return
    known = found.rows["people"] != UNKNOWN
    columns = (found.rows["lon"], found.rows["lat"], np.where(known, found.rows["people"], 0), known)
    sums = (np.add.reduceat(column, starts, dtype=np.int64).tolist() for column in columns)
    for count, lon, lat, people, told in zip(counts.tolist(), *sums, strict=True):
        if count > 1:
            said: dict[str, Said | None] = {"point_count": count}
            if has_people:
                said |= {"people": people if told else None, "people_known": told}
            yield (lon / count / PER_DEGREE, lat / count / PER_DEGREE), said


def _each(found: Columns, entries: EntryQuerySet, tile: Tile, *, noun: Noun) -> TileContent:
    named, lexicon = phrases.of(found, entries, noun=noun)
    if None in named or not np.diff(found.cells).all():
        found, named = _in_order(found, named)
    told = [one for one in named if one]
    places = np.stack(tile_of(found.cells, tile[0] + EXTENT_BITS), axis=1) % EXTENT
    return TileContent(places, [one.phrase for one in told], [one.page_id for one in told], lexicon)


def _in_order(found: Columns, named: list[Named | None]) -> tuple[Columns, list[Named | None]]:
    """Those that are there; where several stand in one cell, by their keys."""
    cells = found.cells.tolist()
    order = [place for _cell, _key, place in sorted((cells[at], one.key, at) for at, one in enumerate(named) if one)]
    return found.at(np.array(order, np.int64)), [named[place] for place in order]


def _said(columns: list[Any]) -> dict[str, Said | None]:
    key, title, url, summary, people, dated_on = columns
    day = dated_on.isoformat() if dated_on else None
    return {"id": key, "title": title, "url": url, "summary": summary, "people": people, "dated_on": day}


def _codes(tags: Iterable[str], facets: set[str]) -> dict[str, Said | None]:
    """What filters find, for whoever draws by it. Several codes stand side by side: "schooling health"."""
    said: dict[str, Said | None] = {}
    for tag in tags:
        name, _colon, code = tag.partition(":")
        if name in facets:
            said[name] = f"{said[name]} {code}" if name in said else code
    return said
