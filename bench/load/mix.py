"""What is asked, and how often: the reasons of these shares are in docs/load.md."""

from collections.abc import Callable
from math import asinh, pi, radians, tan
from random import Random
from urllib.parse import quote

from actors.enums import Role
from bench.load.clients import Client, Visit
from bench.load.world import World, house, popular
from bench.load.writes import Ledger, writes_of

COMPRESSED = {"Accept-Encoding": "gzip, br"}
STILL_HELD = 0.5
BEGUN = "scol sant loge ecol medi trans vacc elec".split()
WORDS = (
    "eau école scolarisation médiation santé logement emploi incendie déchets toilettes relogement cantine transport "
    "vaccination domiciliation électricité famille collège association diagnostic"
).split()
FIELD = (Role.ACTOR, Role.PARTNER, Role.PILOT)
ANYONE = (*FIELD, Role.OBSERVER)
Address = Callable[[Random], str]


def visits(world: World, ledger: Ledger) -> list[tuple[float, Visit]]:
    """Each with its share of a hundred requests."""
    return [*_public(world), *_tiles(), *_api(world), *_members(world), *writes_of(world, ledger)]


def _read(world: World, kind: str, address: Address, *, is_held: bool = False) -> Visit:
    """By somebody of the public. `is_held`: half of them bring what they have kept, and ask whether it still stands."""

    def visit(client: Client, chance: Random) -> None:
        asked = address(chance)
        headers = COMPRESSED | {"X-Forwarded-For": house(chance)}
        if is_held and asked in world.etags and chance.random() < STILL_HELD:
            headers["If-None-Match"] = world.etags[asked]
        answer = client.get(kind, asked, headers)
        if is_held and answer.status == 200 and "etag" in answer.headers:
            world.etags[asked] = answer.headers["etag"]

    return visit


def _public(world: World) -> list[tuple[float, Visit]]:
    pages: list[tuple[float, str, Address]] = [
        (7, "page: home", lambda _chance: "/"),
        (6, "page: map", lambda _chance: "/carte/"),
        (7, "page: territory", lambda chance: popular(chance, world.territories)),
        (2, "page: practices", lambda _chance: "/bonnes-pratiques/"),
        (5, "page: practice", lambda chance: popular(chance, world.practices).url),
        (2, "page: actions", lambda _chance: "/actions/"),
        (3, "page: action", lambda chance: popular(chance, world.actions).url),
        (1, "page: statistics", lambda _chance: "/statistiques/"),
        (1, "page: search", lambda chance: f"/recherche/?q={_two_words(chance)}"),
    ]
    return [(share, _read(world, kind, address)) for share, kind, address in pages]


def _tile(chance: Random, *, least: int = 5) -> str:
    """Of metropolitan France, most of them where people look: near, and at the first view."""
    zoom = chance.choice((least, least, 6, 7, 8, 9, 10))
    scale = 1 << zoom
    lon, lat = chance.gauss(2.6, 2.2), chance.gauss(47.5, 1.5)
    return f"{zoom}/{int((lon + 180) / 360 * scale)}/{_row(lat, scale)}.mvt"


def _row(lat: float, scale: int) -> int:
    return int((1 - asinh(tan(radians(lat))) / pi) / 2 * scale)


def _tiles() -> list[tuple[float, Visit]]:
    world = World({}, [], [], [], [], [])
    return [
        (12, _read(world, "tile: areas", lambda chance: f"/tiles/public/{_tile(chance)}", is_held=True)),
        (10, _read(world, "tile: actions", lambda chance: f"/tiles/public/{_tile(chance)}?type=action", is_held=True)),
    ]


def _api(world: World) -> list[tuple[float, Visit]]:
    pages: list[tuple[float, str, Address]] = [
        (5, "api: list", _list),
        (6, "api: detail", lambda chance: f"/api/v1/actions/{popular(chance, world.keys)}"),
        (6, "api: areas of the map", lambda _chance: "/api/v1/areas.geojson"),
        (3, "api: geojson in a box", _box),
        (3, "api: search", lambda chance: f"/api/v1/search?q={_two_words(chance)}"),
        (2, "api: suggestions", lambda chance: f"/api/v1/suggestions?q={chance.choice(BEGUN)}"),
        (5, "api: changes", lambda _chance: "/api/v1/changes"),
    ]
    return [(share, _read(world, kind, address, is_held=True)) for share, kind, address in pages]


def _list(chance: Random) -> str:
    noun = chance.choice(("actions", "practices", "areas"))
    return f"/api/v1/{noun}?limit=20" + (f"&q={quote(chance.choice(WORDS))}" if chance.random() < 1 / 3 else "")


def _box(chance: Random) -> str:
    """One of some hundred: the cells of a grid of a degree, as a client that asks the same again would."""
    west, south = chance.randrange(-4, 7), chance.randrange(43, 50)
    return f"/api/v1/actions.geojson?bbox={west},{south},{west + 1},{south + 1}"


def _two_words(chance: Random) -> str:
    return "+".join(map(quote, chance.sample(WORDS, 2)))


def _members(world: World) -> list[tuple[float, Visit]]:
    def look(kind: str, address: Callable[[Random, object], str], *roles: Role) -> Visit:
        def visit(client: Client, chance: Random) -> None:
            person = world.person(chance, *roles)
            client.get(kind, address(chance, person), person.headers | COMPRESSED)

        return visit

    def site(chance: Random, person) -> str:
        return popular(chance, person.sites).url if person.sites else "/tableau-de-bord/"

    def journal(chance: Random, person) -> str:
        thing = popular(chance, person.sites or person.actions)
        return f"/journal/{thing.key}/nouveautes/?depuis=1000000"

    pages: list[tuple[float, str, Callable, tuple[Role, ...]]] = [
        (0.5, "member: dashboard", lambda *_: "/tableau-de-bord/", ANYONE),
        (0.2, "member: list of sites", lambda *_: "/sites/", ANYONE),
        (0.4, "member: site", site, ANYONE),
        (0.1, "member: map of sites", lambda *_: "/api/v1/sites.geojson", ANYONE),
        (1, "member: tile", lambda chance, _who: f"/tiles/member/{_tile(chance)}?type=site", ANYONE),
        (3, "member: journal, anything new", journal, FIELD),
        (0.1, "member: notifications", lambda *_: "/notifications/", FIELD),
        (0.1, "member: search", lambda chance, _who: f"/recherche/?q={_two_words(chance)}", ANYONE),
        (0.05, "member: directory", lambda *_: "/annuaire/", FIELD),
        (0.1, "member: boards", lambda *_: "/pilotage/", ANYONE),
        (0.1, "editor: explorer", lambda _chance, who: f"/admin/pages/{who.section}/", (Role.PILOT,)),
        (0.05, "editor: home", lambda *_: "/admin/", (Role.EDITOR, Role.PILOT, Role.NATIONAL)),
        (0.1, "national: dashboard", lambda *_: "/tableau-de-bord/", (Role.NATIONAL,)),
    ]
    return [(8, _listen(world)), *((share, look(kind, address, *roles)) for share, kind, address, roles in pages)]


def _listen(world: World) -> Visit:
    """A page that is open asks whether it still stands, and is read again when it does not (static/js/live.js)."""

    def visit(client: Client, chance: Random) -> None:
        person = world.person(chance, *ANYONE)
        answer = client.get("member: live", person.live, person.headers | {"If-None-Match": person.mark})
        if answer.status == 200:
            is_first, person.mark = not person.mark, answer.headers["etag"]
            if not is_first:
                client.get("member: dashboard, again", "/tableau-de-bord/", person.headers | COMPRESSED)

    return visit
