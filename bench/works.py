"""What is compared: the same question to this product and to a peer, and what must be equal for a time to be told."""

import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import quote_plus

from bench.data import PLACE, PRACTICES
from bench.installed import DATASETTE, TIPG
from bench.measure import Ask, read
from bench.same import both_find, key_of, same_list, same_number_of_points, same_page, same_points, same_things
from territories.rules.morton import cell_of, tile_of

# MAKER: the product with nothing kept ready, for what the first request after a publication costs.
PRODUCT, PEER, MAKER = 8101, 8102, 8109
BOX = "2.0,48.0,3.6,49.6"
MOST = 1_000_000
# The tile of the north of France, and that where the public finds what is in Seine-Saint-Denis.
CROWD, NEAR_ZOOM = (6, 32, 22), 14
SEARCHES = ("médiation école", "eau hygiène", "santé vaccination", "emploi formation", "logement famille")


@dataclass(frozen=True)
class Work:
    """floor: the least ratio of CPU that is taken for good, None where none is asked; target: the one aimed at.

    requests: how many of ours in a round, and how many of the peer. port: where the peer answers.
    """

    name: str
    peer: str
    ours: Sequence[Ask]
    theirs: Sequence[Ask]
    floor: float | None
    target: float | None
    requests: tuple[int, int]
    expected: int = 200
    same: Callable[[bytes, bytes], bool] = lambda ours, theirs: True
    port: int = PEER


def works(locations: Sequence[str], *, ports: set[int], member: Ask) -> list[Work]:
    """Addresses of the same things on both sides; asks the running servers for what must be known first.

    `member`: somebody who is logged in, as headers.
    """
    keys, pages = _details()
    ours = _ours(locations, keys)
    found = [*_frameworks(ours, locations, keys, pages), *_members(member)]
    if TIPG in ports:
        found += _tipg(ours, locations, keys)
    if DATASETTE in ports:
        found += _datasette(ours, locations, keys)
    return found


def _ours(locations: Sequence[str], keys: Sequence[str]) -> dict[str, list[Ask]]:
    asked = {
        "list": [f"/api/v1/actions?lieu={kind}&limit=20" for kind in locations],
        "detail": [f"/api/v1/actions/{key}" for key in keys],
        "box": [f"/api/v1/actions.geojson?bbox={BOX}"],
        "all": ["/api/v1/actions.geojson"],
        "search": [f"/api/v1/actions?q={quote_plus(words)}&limit=20" for words in SEARCHES],
        "crowd": [_tile(CROWD)],
        "near": [_tile(_near())],
    }
    return {name: [Ask(address) for address in addresses] for name, addresses in asked.items()}


def _tile(tile: tuple[int, int, int]) -> str:
    z, x, y = tile
    return f"/tiles/public/{z}/{x}/{y}.mvt?type=action"


def _near() -> tuple[int, int, int]:
    of_place = Ask(f"/api/v1/actions?territoire=FR-departement-{PLACE}&limit=1")
    [one] = json.loads(read(PRODUCT, of_place)[2])["results"]
    return NEAR_ZOOM, *tile_of(cell_of(**one["point"]), NEAR_ZOOM)


def _frameworks(
    ours: dict[str, list[Ask]], locations: Sequence[str], keys: Sequence[str], pages: Sequence[int]
) -> list[Work]:
    of_pages = "/wagtail/pages/?type=actions.ActionPage&limit=20"
    drf = [Ask(f"/drf/actions?location_kind={kind}&limit=20") for kind in locations]
    v2 = [Ask(f"{of_pages}&fields=*&location_kind={kind}") for kind in locations]
    drf_details = [Ask(f"/drf/actions/{key}") for key in keys]
    v2_details = [Ask(f"/wagtail/pages/{page}/?fields=*") for page in pages]
    boxed, whole = Ask(f"/drf/actions.geojson?bbox={BOX}"), Ask("/drf/actions.geojson")
    drf_found = [Ask(f"/drf/actions?search={quote_plus(words)}&limit=20") for words in SEARCHES]
    v2_found = [Ask(f"{of_pages}&search={quote_plus(words)}") for words in SEARCHES]
    lists, details, held = ours["list"], ours["detail"], _held(PRODUCT, ours["list"])
    return [
        Work("list of 20, filter", "Wagtail v2", lists, v2, 100, 400, (4000, 120), same=same_list),
        Work("list of 20, filter", "plain DRF", lists, drf, 20, 70, (4000, 300), same=same_list),
        Work("detail", "Wagtail v2", details, v2_details, 60, 200, (4000, 200), same=same_things),
        Work("detail", "plain DRF", details, drf_details, 15, 60, (4000, 400), same=same_things),
        Work("GeoJSON, in a box", "plain DRF", ours["box"], [boxed], 100, 500, (2000, 12), same=same_things),
        Work("GeoJSON, all", "plain DRF", ours["all"], [whole], 200, 1000, (200, 4), same=same_things),
        Work("search, two words", "Wagtail v2", ours["search"], v2_found, 100, 500, (4000, 40), same=both_find),
        Work("search, two words", "plain DRF", ours["search"], drf_found, 50, 300, (4000, 100), same=both_find),
        Work("page of a practice", "Wagtail", *_practices(), 100, 500, (4000, 200), same=same_page),
        Work("304", "Wagtail v2", held, _held(PEER, v2), 80, 400, (4000, 120), 304),
        Work("304", "plain DRF", held, _held(PEER, drf), 25, 120, (4000, 300), 304),
    ]


def _members(member: Ask) -> list[Work]:
    """What a pilot reads of their département: more than everyone does, by rights that are asked of each thing.

    20 of it, as lists show; and 100, the most that a list holds, which is about all that there is.
    """
    ours = {size: Ask(f"/api/v1/actions?territoire=FR-departement-{PLACE}&limit={size}") for size in (20, 100)}
    theirs = {size: Ask(f"/drf/member/actions?place={PLACE}&limit={size}") for size in ours}
    return [
        Work(
            f"member's list of {size}",
            "plain DRF",
            [Ask(ours[size].address, member.headers)],
            [Ask(theirs[size].address, member.headers)],
            10,
            None,
            (1000, 200 if size == 20 else 60),
            same=same_list,
        )
        for size in ours
    ]


def _tipg(ours: dict[str, list[Ask]], locations: Sequence[str], keys: Sequence[str]) -> list[Work]:
    table = "/collections/public.actions"
    order = "sortby=-started_on,-id&limit=20&f=geojson"
    lists = [Ask(f"{table}/items?location_kind={kind}&{order}") for kind in locations]
    details = [Ask(f"{table}/items/{key}?f=geojson") for key in keys]
    boxed, whole = Ask(f"{table}/items?bbox={BOX}&limit={MOST}&f=geojson"), Ask(f"{table}/items?limit={MOST}&f=geojson")
    crowd, near = ([Ask(f"{table}/tiles/WebMercatorQuad/{z}/{x}/{y}")] for z, x, y in (CROWD, _near()))
    told = [
        Work("list of 20, filter", "tipg", ours["list"], lists, 8, 30, (4000, 400), same=same_list),
        Work("detail", "tipg", ours["detail"], details, 10, 40, (4000, 400), same=same_things),
        Work("GeoJSON, in a box", "tipg", ours["box"], [boxed], 50, 200, (2000, 20), same=same_things),
        Work("GeoJSON, all", "tipg", ours["all"], [whole], 100, 450, (200, 4), same=same_things),
        Work("tile of 2,700 points", "tipg", ours["crowd"], crowd, 8, 25, (4000, 40), same=same_number_of_points),
        Work("tile at zoom 14", "tipg", ours["near"], near, 4, 15, (4000, 200), same=same_points),
    ]
    return [Work(**vars(work) | {"port": TIPG}) for work in told]


def _datasette(ours: dict[str, list[Ask]], locations: Sequence[str], keys: Sequence[str]) -> list[Work]:
    table, shape = "/actions/actions", "_shape=objects&_size=20"
    order = f"{shape}&_sort_desc=started_on&_nofacet=1&_nosuggest=1"
    lists = [Ask(f"{table}.json?location_kind={kind}&{order}") for kind in locations]
    details = [Ask(f"{table}/{key}.json?_shape=objects") for key in keys]
    found = [Ask(f"{table}.json?_search={quote_plus(words)}&{shape}&_nofacet=1&_nosuggest=1") for words in SEARCHES]
    told = [
        Work("list of 20, filter", "datasette", ours["list"], lists, None, None, (4000, 200), same=same_things),
        Work("detail", "datasette", ours["detail"], details, None, None, (4000, 200), same=same_things),
        Work("search, two words", "datasette", ours["search"], found, None, None, (4000, 100), same=both_find),
    ]
    return [Work(**vars(work) | {"port": DATASETTE}) for work in told]


def problems_of(results: list[dict[str, Any]]) -> list[str]:
    """What stops a run from being good, in words."""
    compared = [one | {"name": f"{one['work']} / {one['peer']}"} for one in results if "rounds" in one]
    measured = [one for one in compared if one["rounds"]]
    told = {
        "Not measured, every round was disturbed (use a quiet machine): ": [
            one["name"] for one in compared if not one["rounds"]
        ],
        "Under the floor: ": [one["name"] for one in measured if one.get("floor") and one["ratio"] < one["floor"]],
        "Over the limit: ": [one["name"] for one in measured if one.get("limit") and one["ratio"] > one["limit"]],
    }
    return [said + ", ".join(names) for said, names in told.items() if names]


def _details() -> tuple[list[str], list[int]]:
    """Fifty things, by our identifiers and by Wagtail's numbers."""
    ours = json.loads(read(PRODUCT, Ask("/api/v1/actions?limit=50"))[2])["results"]
    theirs = json.loads(read(PEER, Ask("/drf/actions?limit=100"))[2])["results"]
    numbers = {key_of(one): one["id"] for one in theirs}
    keys = [one["id"] for one in ours if one["id"] in numbers]
    if len(keys) < 20:
        raise RuntimeError("the latest actions are not the same on both sides")
    return keys, [numbers[key] for key in keys]


def _practices() -> tuple[list[Ask], list[Ask]]:
    slugs = [f"pratique-{number}" for number in range(PRACTICES)]
    addresses = [f"/bonnes-pratiques/{slug}/" for slug in slugs]
    return [Ask(address) for address in addresses], [Ask(f"/page{address}") for address in addresses]


def _held(port: int, asks: Sequence[Ask]) -> list[Ask]:
    """The same, by somebody who holds the answer already."""
    return [Ask(ask.address, (("If-None-Match", read(port, ask)[1]["etag"]),)) for ask in asks]
