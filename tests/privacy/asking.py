"""Requests drawn at random from the URL configuration, the same from the same seed.

Nothing here is a list of addresses: they are walked in the resolver, their arguments by the name that their route gives
them, their parameters from what each endpoint of the API announces. A new address is asked from the day it is landed.
"""

import random
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from math import asinh, pi, radians, tan
from typing import Any
from urllib.parse import quote, urlencode

from django.urls import URLPattern, URLResolver, get_resolver

from catalog.enums import Audience, Sort
from catalog.filters.criteria import facets_of, params_of
from catalog.registry import registry
from territories.enums import Level

# Of a hundred requests, how many go to each part of the platform: the editor's pages are slow.
SHARES = (("api", 60), ("pages", 32), ("admin", 8))
PARTS = {"api": ("api/", "tiles/", "ogc/"), "admin": "admin/", "pages": ""}
ARGUMENT = re.compile(r"<(?:\w+:)?(\w+)>|\(\?P<(\w+)>(?:[^()\[]|\[[^\]]*\]|\([^()]*\))*\)")
SIGNS_OF_PATTERNS = re.compile(r"[\^$\\]|\(\?:|\)\??")
LINK = re.compile(r'(?:href|src|action|data-[a-z-]+)="(/[^"#]{1,400})"|"(?:https?://testserver)?(/[^"\s<>]{1,400})"')
STRANGE = (
    "",
    "0",
    "-1",
    "1e309",
    "NaN",
    "null",
    "undefined",
    "[]",
    "{}",
    "'",
    '"',
    "%",
    "%00",
    "\x00",
    "\u202e",
    "é" * 300,
    "../..",
    "1 OR 1=1",
    "<script>",
    "9" * 30,
    "owner_name",
    "member",
    "exact",
    "true",
    "2026-02-30",
    "*",
    "?",
    "a,b,c",
    "0,0,0,0",
)
# What somebody who looks for a way round would try.
GUESSES = (
    "owner_name",
    "address",
    "title__startswith",
    "people__gte",
    "sites__title",
    "lon",
    "lat",
    "ordering",
    "order_by",
    "format",
    "page",
    "audience",
    "precision",
    "include",
    "expand",
    "draft",
    "preview",
    "live",
    "search",
    "_",
    "callback",
)
HEADERS: tuple[dict[str, str], ...] = (
    *({},) * 20,
    {"Accept": "text/csv"},
    {"Accept": "application/geo+json"},
    {"Accept": "text/html"},
    {"Accept": "nothing/here"},
    {"Accept-Language": "en"},
    {"If-None-Match": "*"},
    {"Origin": "https://example.org"},
    {"Accept-Encoding": "br, gzip"},
    {"If-Modified-Since": "Mon, 01 Jan 2024 00:00:00 GMT"},
    {"X-Requested-With": "XMLHttpRequest"},
    {"Range": "bytes=0-99"},
)
FIELDS = ("title", "url", "people", "point", "address", "owner_name", "open_sites", "summary", "commune", "status")
PROBES = ("q", "q", "bbox", "near", "sort", "territoire")
METHODS = ("get",) * 37 + ("head", "options", "post")


@dataclass(frozen=True)
class Asked:
    method: str
    url: str
    headers: tuple[tuple[str, str], ...] = ()

    def __str__(self) -> str:
        return f"{self.method.upper()} {self.url} {dict(self.headers) or ''}".rstrip()


@dataclass(frozen=True)
class Known:
    """What requests are made of: names, numbers and places of both worlds, secrets included."""

    words: list[str]
    keys: list[str]
    numbers: list[int]
    points: list[tuple[float, float]]
    paths: list[str]


class Asker:
    """`next()` draws one request; `learn()` takes the links of an answer, which are followed later."""

    def __init__(self, seed: int, known: Known, *, shares: Sequence[tuple[str, int]] = SHARES) -> None:
        self.chance, self.known, self.shares = random.Random(seed), known, shares
        self.links: list[str] = []
        self.families = {part: [] for part, _share in SHARES}
        for route, params in _routes(get_resolver().url_patterns):
            part = next(name for name, starts in PARTS.items() if route.startswith(starts))
            self.families[part].append((route, params))

    def next(self) -> Asked:
        is_followed = self.links and self.chance.random() < 0.2
        url = self.chance.choice(self.links) if is_followed else self._address()
        headers = self.chance.choice(HEADERS)
        return Asked(self.chance.choice(METHODS), url, tuple(headers.items()))

    def learn(self, body: bytes) -> None:
        """Some links of each page: those of its frame are the same everywhere."""
        found = sorted({one or other for one, other in LINK.findall(body.decode(errors="replace"))} - set(self.links))
        self.links += self.chance.sample(found, min(3, len(found)))

    def _address(self) -> str:
        [part] = self.chance.choices(*zip(*self.shares, strict=True))
        route, params = self.chance.choice(self.families[part])
        return f"/{self._path(route)}{self._query(params)}"

    def _path(self, route: str) -> str:
        tile = self._tile()

        def argument(match: re.Match[str]) -> str:
            name = match[1] or match[2]
            return tile[name] if name in tile else quote(self._argument(name), safe="/:,.")

        return SIGNS_OF_PATTERNS.sub("", ARGUMENT.sub(argument, route))

    def _argument(self, name: str) -> str:
        if self.chance.random() < 0.08:
            return self.chance.choice(STRANGE[1:])
        if name == "audience":
            return self.chance.choice(Audience.values)
        if name == "path":
            return self.chance.choice(self.known.paths).lstrip("/")
        if name in {"pk", "page_id", "number"} or name.endswith(("_id", "_pk")):
            return str(self.chance.choice(self.known.numbers))
        if "collection" in name or name in {"noun", "kind", "resource"}:
            return self.chance.choice([f"{noun}s" for noun in registry.nouns] + [noun.value for noun in registry.nouns])
        if name == "month":
            return self.chance.choice(["2026-10", "2026-11", "1999-01"])
        return self.chance.choice(self.known.keys)

    def _tile(self) -> dict[str, str]:
        """A tile that holds a point of the world, at any scale."""
        (lon, lat), zoom = self.chance.choice(self.known.points), self.chance.randint(0, 16)
        across = 2**zoom
        x, y = int((lon + 180) / 360 * across), int((1 - asinh(tan(radians(lat))) / pi) / 2 * across)
        return {"z": str(zoom), "x": str(x), "y": str(y), "level": str(zoom), "row": str(y), "col": str(x)}

    def _query(self, params: tuple[str, ...]) -> str:
        probes = [name for name in PROBES if name in params]
        # What an attacker tries first, alone more often than not.
        drawn = self.chance.sample(probes, 1) if probes and self.chance.random() < 0.6 else []
        drawn += self.chance.sample(params, min(len(params), self.chance.choice((0, 0, 0, 1, 1, 2, 4))))
        drawn = [name for name in dict.fromkeys(drawn) if name != "cursor" or self.chance.random() < 0.1]
        given = [(name, self._value(name)) for name in drawn]
        if self.chance.random() < 0.06:
            given.append((self.chance.choice(GUESSES), self._value("q")))
        return f"?{urlencode(given)}" if given else ""

    def _value(self, name: str) -> str:
        draw = self.chance.random
        if draw() < 0.03:
            return self.chance.choice(STRANGE)
        made = getattr(self, f"_value_of_{name.replace('-', '_')}", None)
        if made:
            return str(made())
        facet = next((one for one in facets_of(None) if one.param == name), None)
        if facet:
            codes = [str(code) for code, _label in facet.choices()]
            return self.chance.choice(codes) if codes else "x"
        return self.chance.choice([*self.known.words, *map(str, self.known.numbers[:20]), *self.known.keys])

    def _value_of_q(self) -> str:
        words = self.chance.sample(self.known.words, self.chance.choice((1, 1, 1, 2)))
        text = " ".join(words)
        return text[: self.chance.randint(1, len(text))] if self.chance.random() < 0.3 else text

    def _value_of_bbox(self) -> str:
        """Frames that close on a point."""
        (lon, lat), half = self.chance.choice(self.known.points), 10 ** self.chance.uniform(-6, 1)
        return f"{lon - half:.7f},{max(-90, lat - half):.7f},{lon + half:.7f},{min(90, lat + half):.7f}"

    def _value_of_near(self) -> str:
        (lon, lat), metres = self.chance.choice(self.known.points), 10 ** self.chance.uniform(-1, 5)
        return f"{lon},{lat},{metres:.3f}"

    def _value_of_territoire(self) -> str:
        return self.chance.choice([key for key in self.known.keys if key.startswith("FR-")])

    _value_of_inside = _value_of_territory = _value_of_territoire

    def _value_of_sort(self) -> str:
        return self.chance.choice([*Sort.values, "-people", "owner_name"])

    def _value_of_level(self) -> str:
        return self.chance.choice(Level.values)

    _value_of_niveau = _value_of_level

    def _value_of_limit(self) -> int:
        return self.chance.choice((1, 1, 2, 3, 7, 50, 100, 101))

    def _value_of_people_min(self) -> int:
        return self.chance.choice((0, 1, 5, 10, 20, 40, 60, 61, 100, 200))

    _value_of_people_max = _value_of_people_min

    def _value_of_updated_since(self) -> str:
        return self.chance.choice(("2020-01-01", "2026-11-01", "2026-11-27T09:59:00Z", "2100-01-01"))

    def _value_of_type(self) -> str:
        return ",".join(self.chance.sample([noun.value for noun in registry.nouns], self.chance.choice((1, 1, 2))))

    def _value_of_fields(self) -> str:
        return ",".join(self.chance.sample(FIELDS, self.chance.choice((1, 2, 3))))


# The parameters of our own pages, besides those of the filters.
OF_PAGES = ("page", "annee", "depuis", "jusqu_a", "next", "suite", "tri", "vue", "texte", "type")


def _routes(patterns: Any, route: str = "") -> Iterator[tuple[str, tuple[str, ...]]]:
    """Each route, with the parameters that may be given to it."""
    for one in patterns:
        here = route + str(one.pattern)
        if isinstance(one, URLResolver):
            yield from _routes(one.url_patterns, here)
        elif isinstance(one, URLPattern):
            yield here.replace("^", ""), _params(one, here)


def _params(pattern: URLPattern, route: str) -> tuple[str, ...]:
    view = getattr(pattern.callback, "view_class", None) or getattr(pattern.callback, "cls", None)
    try:
        return tuple(one.name for one in view().parameters() if one.location == "query")
    except (TypeError, AttributeError):
        pass  # a page, or an address of the API of several nouns: whatever any filter understands
    if route.startswith("admin/"):
        return ("q", "p", "ordering", "o", "page_type", "parent_page_id")
    filters = {name for noun in registry.nouns.values() for name in params_of(noun)} | set(params_of(None))
    return (*sorted(filters), *OF_PAGES)
