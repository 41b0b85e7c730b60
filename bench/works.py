"""What is compared: the same question to this product and to a peer, and what must be equal for a time to be told."""

import json
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import quote_plus

from bench.data import PRACTICES
from bench.measure import Ask, read

PRODUCT, PEER = 8101, 8102
BOX = "2.0,48.0,3.6,49.6"
HEADING = re.compile(r"<h1[^>]*>([^<]+)</h1>")
SEARCHES = ("médiation école", "eau hygiène", "santé vaccination", "emploi formation", "logement famille")


@dataclass(frozen=True)
class Work:
    """floor: the least ratio of CPU that is taken for good; target: the one that is aimed at."""

    name: str
    peer: str
    ours: Sequence[Ask]
    theirs: Sequence[Ask]
    floor: float
    target: float
    requests: tuple[int, int]
    expected: int = 200
    same: Callable[[bytes, bytes], bool] = lambda ours, theirs: True


def ids(body: bytes) -> list[str]:
    """Identifiers of a list, a detail or features, whatever the shape of the answer."""
    told = json.loads(body)
    items = told.get("results") or told.get("features") or told.get("items") or ([told] if "title" in told else [])
    return [str(one.get("translation_key") or one.get("meta", {}).get("translation_key") or one["id"]) for one in items]


def same_ids(ours: bytes, theirs: bytes) -> bool:
    return bool(ids(ours)) and sorted(ids(ours)) == sorted(ids(theirs))


def same_number(ours: bytes, theirs: bytes) -> bool:
    return len(ids(ours)) == len(ids(theirs)) > 0


def same_titles(ours: bytes, theirs: bytes) -> bool:
    def titles(body: bytes) -> list[str]:
        told = json.loads(body)
        return sorted(one["title"] for one in told.get("results") or told.get("items") or [told])

    return titles(ours) == titles(theirs)


def same_heading(ours: bytes, theirs: bytes) -> bool:
    headings = [HEADING.search(body.decode()) for body in (ours, theirs)]
    return all(headings) and headings[0].group(1).strip() == headings[1].group(1).strip()


def works(locations: Sequence[str]) -> list[Work]:
    """Addresses of the same things on both sides; asks the running servers for what must be known first."""
    keys, pages = _details()
    lists = [Ask(f"/api/v1/actions?lieu={kind}&limit=20") for kind in locations]
    drf = [Ask(f"/drf/actions?location_kind={kind}&limit=20") for kind in locations]
    pages_of = "/wagtail/pages/?type=actions.ActionPage&limit=20"
    v2 = [Ask(f"{pages_of}&fields=*&location_kind={kind}") for kind in locations]
    details = [Ask(f"/api/v1/actions/{key}") for key in keys]
    drf_details = [Ask(f"/drf/actions/{key}") for key in keys]
    v2_details = [Ask(f"/wagtail/pages/{page}/?fields=*") for page in pages]
    boxed = [[Ask(f"{place}/actions.geojson?bbox={BOX}")] for place in ("/api/v1", "/drf")]
    whole = [[Ask(f"{place}/actions.geojson")] for place in ("/api/v1", "/drf")]
    searched = [Ask(f"/api/v1/actions?q={_quoted(words)}&limit=20") for words in SEARCHES]
    drf_searched = [Ask(f"/drf/actions?search={_quoted(words)}&limit=20") for words in SEARCHES]
    v2_searched = [Ask(f"{pages_of}&search={_quoted(words)}") for words in SEARCHES]
    return [
        Work("list of 20, filter", "Wagtail v2", lists, v2, 100, 400, (4000, 120), same=same_number),
        Work("list of 20, filter", "plain DRF", lists, drf, 20, 70, (4000, 300), same=same_number),
        Work("detail", "Wagtail v2", details, v2_details, 60, 200, (4000, 200), same=same_titles),
        Work("detail", "plain DRF", details, drf_details, 15, 60, (4000, 400), same=same_ids),
        Work("GeoJSON, in a box", "plain DRF", boxed[0], boxed[1], 100, 500, (2000, 12), same=same_ids),
        Work("GeoJSON, all", "plain DRF", whole[0], whole[1], 200, 1000, (200, 4), same=same_ids),
        Work("search, two words", "Wagtail v2", searched, v2_searched, 100, 500, (4000, 40)),
        Work("search, two words", "plain DRF", searched, drf_searched, 50, 300, (4000, 100)),
        Work("page of a practice", "Wagtail", *_practices(), 100, 500, (4000, 200), same=same_heading),
        Work("304", "Wagtail v2", _held(PRODUCT, lists), _held(PEER, v2), 80, 400, (4000, 120), 304),
        Work("304", "plain DRF", _held(PRODUCT, lists), _held(PEER, drf), 25, 120, (4000, 300), 304),
    ]


def problems_of(results: list[dict[str, Any]]) -> list[str]:
    """What stops a run from being good, in words."""
    compared = [one | {"name": f"{one['work']} / {one['peer']}"} for one in results if "rounds" in one]
    missing = [one["name"] for one in compared if not one["rounds"]]
    low = [one["name"] for one in compared if one["rounds"] and one["ratio"] < one["floor"]]
    told = {"Not measured, every round was disturbed (use a quiet machine): ": missing, "Under the floor: ": low}
    return [said + ", ".join(names) for said, names in told.items() if names]


def _details() -> tuple[list[str], list[int]]:
    """Fifty things, by our identifiers and by Wagtail's numbers."""
    ours = json.loads(read(PRODUCT, Ask("/api/v1/actions?limit=50"))[2])["results"]
    theirs = json.loads(read(PEER, Ask("/drf/actions?limit=100"))[2])["results"]
    numbers = {one["translation_key"]: one["id"] for one in theirs}
    keys = [one["id"] for one in ours if one["id"] in numbers]
    if len(keys) < 20:
        raise RuntimeError("the latest actions are not the same on both sides")
    return keys, [numbers[key] for key in keys]


def _practices() -> tuple[list[Ask], list[Ask]]:
    slugs = [f"pratique-{number}" for number in range(PRACTICES)]
    return [Ask(f"/bonnes-pratiques/{slug}/") for slug in slugs], [Ask(f"/page/{slug}/") for slug in slugs]


def _held(port: int, asks: Sequence[Ask]) -> list[Ask]:
    """The same, by somebody who holds the answer already."""
    return [Ask(ask.address, (("If-None-Match", read(port, ask)[1]["etag"]),)) for ask in asks]


def _quoted(words: str) -> str:
    return quote_plus(words)
