"""From site to site: where the people of a site came from and where they went, some generations up and down.

Who reads sees the sites that they may read exactly; the others are there without a name, a place or an address.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db import connection
from django.utils.translation import gettext as _

from actors.enums import Verb
from actors.rules import can
from sites.models import SitePage
from sites.rules.chains import BOX_H, BOX_W, Plan, Spot, lay_out, path_between, short_name

DEPTH = 3
# Cycles end by themselves: a site is met again with another depth, and depths are bounded.
WALK = """
WITH RECURSIVE
up(site, depth) AS (
    SELECT %(site)s::bigint, 0
    UNION SELECT r.origin_id, up.depth + 1 FROM sites_resettlement r JOIN up ON r.destination_id = up.site
    WHERE up.depth < %(depth)s
),
down(site, depth) AS (
    SELECT %(site)s::bigint, 0
    UNION SELECT r.destination_id, down.depth + 1 FROM sites_resettlement r JOIN down ON r.origin_id = down.site
    WHERE down.depth < %(depth)s
)
SELECT r.origin_id, r.destination_id, r.people,
       (SELECT min(depth) FROM up WHERE site = r.origin_id),
       (SELECT min(depth) FROM up WHERE site = r.destination_id),
       (SELECT min(depth) FROM down WHERE site = r.origin_id),
       (SELECT min(depth) FROM down WHERE site = r.destination_id)
FROM sites_resettlement r
WHERE (r.origin_id IN (SELECT site FROM up) AND r.destination_id IN (SELECT site FROM up))
   OR (r.origin_id IN (SELECT site FROM down) AND r.destination_id IN (SELECT site FROM down))
ORDER BY r.id
"""


@dataclass(frozen=True)
class Node:
    """`site`: None when the reader may not see it."""

    key: int
    site: SitePage | None
    name: str
    generation: int
    is_here: bool
    spot: Spot

    @property
    def short_name(self) -> str:
        return short_name(self.name)

    @property
    def commune(self) -> str:
        return self.site.commune.name if self.site else ""


@dataclass(frozen=True)
class Link:
    origin: Node
    destination: Node
    people: int | None
    path: str
    x: int
    y: int


@dataclass(frozen=True)
class Chain:
    nodes: list[Node]
    links: list[Link]
    plan: Plan
    box: tuple[int, int] = (BOX_W, BOX_H)

    def destinations_of(self, site: SitePage) -> list[SitePage]:
        return [one.destination.site for one in self.links if one.origin.key == site.pk and one.destination.site]


def chain_of(site: SitePage, *, reader: Any) -> Chain | None:
    """None for a site without any link. Two queries, however many sites."""
    with connection.cursor() as cursor:
        cursor.execute(WALK, {"site": site.pk, "depth": DEPTH})
        rows = cursor.fetchall()
    if not rows:
        return None
    generations = _generations(rows)
    plan = lay_out(generations)
    seen = _readable(generations, reader)
    nodes = {
        key: Node(
            key=key,
            site=seen.get(key),
            name=seen[key].title if key in seen else _("a site out of your territories"),
            generation=generation,
            is_here=key == site.pk,
            spot=plan.spots[key],
        )
        for key, generation in generations.items()
    }
    links = [_link(nodes[origin], nodes[destination], people) for origin, destination, people, *_depths in rows]
    return Chain(list(nodes.values()), links, plan)


def _generations(rows: Iterable[tuple[Any, ...]]) -> dict[int, int]:
    """The nearest generation of each site: before (negative) or after."""
    found: dict[int, int] = {}
    for origin, destination, _people, origin_up, destination_up, origin_down, destination_down in rows:
        for key, up, down in ((origin, origin_up, origin_down), (destination, destination_up, destination_down)):
            near = [depth for depth in (None if up is None else -up, down) if depth is not None]
            found[key] = min(near, key=abs)
    return dict(sorted(found.items(), key=lambda one: (one[1], one[0])))


def _readable(keys: Iterable[int], reader: Any) -> dict[int, SitePage]:
    sites = SitePage.objects.live().select_related("commune").filter(pk__in=list(keys)).order_by("pk")
    return {site.pk: site for site in sites if can(reader, Verb.READ_EXACT, site)}


def _link(origin: Node, destination: Node, people: int | None) -> Link:
    path, x, y = path_between(origin.spot, destination.spot)
    return Link(origin, destination, people, path, x, y)
