"""Among many sites: groups on the map, a crowd in one tile, and how soon one more is seen everywhere."""

import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import urlencode
from uuid import uuid4

from django.conf import settings
from django.core.management import call_command
from django.test import Client
from django.utils import timezone

from bench.programs import compared
from bench.scattered import CROWD, HERE
from bench.spent import Spent, alone, spent, usual
from territories.rules.morton import cell_of, tile_of

ROUNDS, TIMES, SITES = 3, 20, 5
# The map that is asked nothing, whose columns are kept.
WHOLE = "whole"
SHOWN_WITHIN_MS, TARGET_MS = 1_000, 50
PATIENCE_S = 10


@dataclass
class World:
    """A member of the national team, who reads all, and where the sites are."""

    client: Client
    user: Any
    commune: Any

    @property
    def territory_ids(self) -> list[int]:
        return list(self.commune.ancestor_ids)

    def read(self, address: str) -> bytes:
        answer = self.client.get(address, headers={"Accept-Encoding": "identity"})
        if answer.status_code != 200:
            raise SystemExit(f"{address}: {answer.status_code}")
        return answer.content


def prepared() -> World:
    """A database with its territories, and somebody who may do everything in it."""
    from actors.enums import OrganisationKind, Role
    from actors.models import Organisation, Scope, User
    from territories.models import Territory

    call_command("migrate", verbosity=0, interactive=False)
    if not Territory.objects.exists():
        call_command("load_territories", verbosity=0)
    if not Path(settings.STATIC_ROOT, "staticfiles.json").exists():
        call_command("collectstatic", verbosity=0, interactive=False)
    nation = Territory.objects.get(level="nation", country="FR")
    ours, _new = Organisation.objects.get_or_create(
        name="Délégation fictive", defaults={"kind": OrganisationKind.ASSOCIATION, "territory": nation}
    )
    person = {"first_name": "Camille", "last_name": "Exemple", "organisation": ours, "charter_due": False}
    user, _new = User.objects.get_or_create(email="bench@example.org", defaults=person)
    Scope.objects.get_or_create(user=user, role=Role.NATIONAL, territory=nation)
    settings.ALLOWED_HOSTS = ["testserver"]
    client = Client()
    client.force_login(user)
    alone()
    return World(client, user, Territory.objects.get(country="FR", kind="COM", code="93066"))


def clusters(world: World) -> dict[str, Spent]:
    """A tile of zoom 5, made anew at each request, as only the public's are kept. Asked as a whole, then filtered."""
    address = tile(5)
    ways = {WHOLE: address, "filtered": f"{address}?statut=open"}
    return {way: usual(lambda asked=asked: world.read(asked), rounds=ROUNDS, times=5) for way, asked in ways.items()}


def tile_of_a_crowd(world: World) -> dict[str, Any]:
    address, empty = tile(14), tile(14, lon=HERE[0] + 1)
    crowded = usual(lambda: world.read(address), rounds=ROUNDS, times=TIMES)
    least = usual(lambda: world.read(empty), rounds=ROUNDS, times=TIMES)
    told = f"{CROWD} points, {len(world.read(address))} bytes"
    return compared("tile at zoom 14, a member's", "an empty tile", (crowded.cpu_ms, least.cpu_ms), told=told)


def publication(world: World) -> dict[str, Any]:
    """The CPU until the slowest window shows a site, from the beginning of its declaration, and from its commit."""
    slowest: list[tuple[float, float, str]] = []
    declared = []
    for number in range(SITES + 1):
        publishing, windows = _published(world)
        name, window = max(windows.items(), key=lambda one: one[1].cpu_ms)
        if number:  # the first is for the machine
            slowest.append((window.cpu_ms, window.clock_ms, name))
            declared.append(publishing.cpu_ms)
            told = ", ".join(f"{name} {one.cpu_ms:.0f}" for name, one in windows.items())
    cpu, clock, name = sorted(slowest)[len(slowest) // 2]
    declaring = sorted(declared)[len(declared) // 2]
    return compared(
        "from publishing a site to seeing it",
        f"1 s; slowest window: {name}",
        (declaring + cpu, SHOWN_WITHIN_MS),
        limit=1,
        target=TARGET_MS / SHOWN_WITHIN_MS,
        told=f"declared in {declaring:.0f} ms, then {cpu:.0f} ms ({clock:.0f} on the clock). {told}",
    )


def _published(world: World) -> tuple[Spent, dict[str, Spent]]:
    """What declaring one site takes, and what each window takes to show it."""
    from sites.services.site import declare_site

    word = f"Peuplier{uuid4().hex[:10]}"
    facts = {"title": f"Site {word}", "lon": HERE[0], "lat": HERE[1]}
    seen = {"observed_on": timezone.localdate(), "people": 30}
    changes = _after_all(world)
    group = world.read(tile(5))
    publishing, site = spent(
        lambda: declare_site(user=world.user, commune=world.commune, facts=facts, observation=seen)
    )
    if not site.live:
        raise SystemExit("the site waits for a validation: nothing was published")
    key = str(site.translation_key).encode()
    windows: dict[str, Callable[[], bool]] = {
        "detail": lambda: key in world.read(f"/api/v1/sites/{site.translation_key}"),
        "list": lambda: key in world.read("/api/v1/sites?limit=20"),
        "in a box": lambda: key in world.read("/api/v1/sites.geojson?bbox=2.36,48.928,2.364,48.931"),
        "tile 14": lambda: key in world.read(tile(14)),
        "tile 5": lambda: world.read(tile(5)) != group,
        "search": lambda: key in world.read(f"/api/v1/search?q={word}"),
        "changes": lambda: key in world.read(changes),
        "page": lambda: word.encode() in world.read(site.url),
        "page of the list": lambda: word.encode() in world.read(f"/sites/?q={word}"),
    }
    return publishing, {name: spent(lambda shows=shows: _until(shows))[0] for name, shows in windows.items()}


def _until(shows: Callable[[], bool]) -> None:
    deadline = time.monotonic() + PATIENCE_S
    while not shows():
        if time.monotonic() > deadline:
            raise SystemExit("a window does not show what was published")


def _after_all(world: World) -> str:
    """The address of what comes after all that there is now, as a replica holds it."""
    from actors.rules import Viewer
    from api.enums import FOLLOWED
    from catalog.queries.changes import last_place, place_word

    viewer = Viewer(user=world.user)
    since = place_word(last_place(viewer, list(FOLLOWED)), viewer=viewer, nouns=list(FOLLOWED))
    return f"/api/v1/changes?{urlencode({'since': since})}"


def tile(zoom: int, *, lon: float = HERE[0]) -> str:
    x, y = tile_of(cell_of(lon, HERE[1]), zoom)
    return f"/tiles/member/{zoom}/{x}/{y}.mvt"
