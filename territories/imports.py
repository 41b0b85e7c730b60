"""Reading an edition of places: a folder of CSV files, compressed or not (territories/data/README.md).

Columns are those of the French official code (INSEE, COG); a country that has no EPCI simply has no such file.
"""

from __future__ import annotations

import csv
import gzip
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from pathlib import Path

import shapely

from territories.enums import CommuneKind, Level
from territories.rules.outlines import decoded
from territories.rules.text import search_key
from territories.services import Loaded, OutlineRow, PlaceRow, load_edition

EDITIONS = Path(__file__).parent / "data"
Row = dict[str, str]
FORMER_KINDS = (CommuneKind.COMD, CommuneKind.COMA)


class EditionError(Exception):
    """The folder is not an edition. The message is for whoever runs the command."""


def latest_edition(country: str) -> Path:
    """The newest edition shipped for a country: data/fr_2026."""
    found = sorted(EDITIONS.glob(f"{country.lower()}_*"))
    if not found:
        raise EditionError(country)
    return found[-1]


def import_edition(folder: Path, *, country: str, say: Callable[[int, int], None]) -> Loaded:
    """Reads and loads an edition; `say` is told how many places and outlines were read, before they are written."""
    outlines = [OutlineRow(**row) for row in _rows(folder, "outlines")]
    places = list(_places(folder, country))
    if not places:
        raise EditionError(str(folder))
    say(len(places), len(outlines))
    return load_edition(
        country=country,
        places=_completed(places, outlines),
        outlines=outlines,
        successors=_successors(folder, places),
    )


def _rows(folder: Path, name: str) -> Iterator[Row]:
    """The rows of NAME.csv.gz or NAME.csv; none where the edition has no such file."""
    csv.field_size_limit(2**31 - 1)
    for path, opened in ((folder / f"{name}.csv.gz", gzip.open), (folder / f"{name}.csv", open)):
        if path.exists():
            with opened(path, "rt", encoding="utf-8-sig", newline="") as file:
                yield from csv.DictReader(file)
            return


def _places(folder: Path, country: str) -> Iterator[PlaceRow]:
    for row in _rows(folder, "nation"):
        yield _place(row, Level.NATION)
    for row in _rows(folder, "regions"):
        yield _place(row, Level.REGION, parent_level=Level.NATION, parent_code=country)
    for row in _rows(folder, "departements"):
        yield _place(row, Level.DEPARTEMENT, parent_level=Level.REGION, parent_code=row["region"])
    communes = list(_rows(folder, "communes"))
    metropoles = {row["ept"]: row["epci"] for row in communes if row.get("ept")}
    for row in _rows(folder, "epci"):
        if whole := metropoles.get(row["code_siren"]):
            yield _place(row, Level.EPCI, parent_level=Level.EPCI, parent_code=whole)
        else:
            yield _place(row, Level.EPCI, parent_level=Level.NATION, parent_code=country)
    for row in communes:
        yield _commune(row)


def _commune(row: Row) -> PlaceRow:
    """A part of a commune is inside it; a former one (COMD, COMA) is replaced by it, an arrondissement is not.

    Around Paris the grouping is the territory (EPT: Plaine Commune), itself inside the métropole.
    """
    kind, whole = row.get("type") or CommuneKind.COM, row.get("commune_parente", "")
    if kind == CommuneKind.COM:
        parent = {"parent_level": Level.DEPARTEMENT, "parent_code": row["departement"]}
    else:
        parent = {"parent_level": Level.COMMUNE, "parent_code": whole}
    return replace(
        _place(row, Level.COMMUNE, **parent),
        kind=kind,
        epci_code=row.get("ept") or row.get("epci", ""),
        successor_code=whole if kind in FORMER_KINDS else "",
    )


def _place(row: Row, level: Level, *, parent_level: str = "", parent_code: str = "") -> PlaceRow:
    population = row.get("population") or row.get("population_municipale")
    return PlaceRow(
        level=level,
        kind="",
        code=row.get("code") or row["code_siren"],
        name=row["nom"],
        search_name=search_key(row["nom"]),
        parent_level=parent_level,
        parent_code=parent_code,
        population=int(population) if population else None,
        postal_codes=tuple(code for code in row.get("codes_postaux", "").split("|") if code),
        lon=_degrees(row.get("lon")),
        lat=_degrees(row.get("lat")),
        zone=row.get("zone", ""),
    )


def _degrees(text: str | None) -> float | None:
    return float(text) if text else None


def _successors(folder: Path, places: Iterable[PlaceRow]) -> dict[tuple[str, str], str]:
    """(level, old code) to today's code: former parts of communes, then what successors.csv adds or corrects."""
    known = {(place.level, place.code): place.successor_code for place in places if place.successor_code}
    return known | {(row["level"], row["code"]): row["successor"] for row in _rows(folder, "successors")}


def _completed(places: list[PlaceRow], outlines: list[OutlineRow]) -> Iterator[PlaceRow]:
    """Adds what follows from the rest: the population of what is made of communes, a point inside every place.

    The point is inside the outline; an EPCI and a place without outline take that of their most populous commune.
    """
    drawn = {(row.level, row.code): row.shape for row in outlines if row.level in {Level.REGION, Level.DEPARTEMENT}}
    parts = _communes_by_place(places)
    for place in places:
        if place.level == Level.COMMUNE:
            yield place
            continue
        communes = parts[place.level, place.code]
        population = place.population or sum(commune.population or 0 for commune in communes) or None
        yield replace(_placed(place, communes, drawn), population=population)


def _communes_by_place(places: Iterable[PlaceRow]) -> dict[tuple[str, str], list[PlaceRow]]:
    above = {(place.level, place.code): (place.parent_level, place.parent_code) for place in places}
    parts = defaultdict(list)
    for place in places:
        if place.kind != CommuneKind.COM:
            continue
        parent, epci = (place.parent_level, place.parent_code), (Level.EPCI.value, place.epci_code)
        for holder in {*_upwards(parent, above), *_upwards(epci, above)}:
            parts[holder].append(place)
    return parts


def _upwards(key: tuple[str, str], above: dict[tuple[str, str], tuple[str, str]]) -> Iterator[tuple[str, str]]:
    while key in above:
        yield key
        key = above[key]


def _placed(place: PlaceRow, communes: list[PlaceRow], drawn: dict[tuple[str, str], str]) -> PlaceRow:
    if place.lon is not None:
        return place
    if shape := drawn.get((place.level, place.code)):
        inside = shapely.point_on_surface(decoded([shape])[0])
        return replace(place, lon=round(inside.x, 5), lat=round(inside.y, 5))
    located = [commune for commune in communes if commune.lon is not None]
    largest = max(located, key=lambda commune: (commune.population or 0, commune.code), default=None)
    return replace(place, lon=largest.lon, lat=largest.lat) if largest else place
