"""Finding a site for someone: by its address, or around a point."""

from dataclasses import dataclass
from math import cos, hypot, radians
from typing import Any

from django.db.models import Q
from django.utils.translation import gettext as _

from actors.enums import Noun, Verb
from actors.rules import can, granted_scopes
from sites.models import Resettlement, SitePage
from sites.querysets import METRES_A_DEGREE, SiteQuerySet

# How far a site that someone declares may already stand, known under another name.
NEARBY_M = 500


@dataclass(frozen=True)
class NearbySite:
    site: SitePage
    distance_m: int | None


def readable_sites(user: Any, verb: Verb = Verb.READ) -> SiteQuerySet:
    """Published sites on which `user` may do `verb`."""
    sites: SiteQuerySet = SitePage.objects.live()
    return sites.reached(granted_scopes(user, verb, Noun.SITE))


def name_for(reader: Any, site: SitePage) -> str:
    """What a site is called before someone: who may not know its exact place knows it by its commune."""
    if can(reader, Verb.READ_EXACT, site):
        return site.title
    return _("Site in %(commune)s") % {"commune": site.commune.name}


def find_site(user: Any, slug: str, *, verb: Verb = Verb.READ) -> SitePage | None:
    """The published site at an address, if `user` may do `verb` on it; None whether it is missing or not theirs.

    The address of a duplicate is that of the site it was merged into: forms kept on a device still find their site.
    """
    here = Q(slug=slug) | Q(pk__in=SitePage.objects.filter(slug=slug).values("merged_into"))
    site = SitePage.objects.live().select_related("commune").filter(here).first()
    return site if site and can(user, verb, site) else None


def find_draft(user: Any, slug: str) -> SitePage | None:
    """A site that was never published, for who declared it and for who may publish it."""
    site = SitePage.objects.not_live().select_related("commune").filter(slug=slug, merged_into=None).first()
    if site is None:
        return None
    is_theirs = site.owner_id == user.pk and can(user, Verb.UPDATE, site)
    return site if is_theirs or can(user, Verb.PUBLISH, site) else None


def sites_to_link(user: Any, site: SitePage) -> list[SitePage]:
    """Sites, open or closed, that `user` may read exactly and that people of `site` may come from. One query."""
    known = readable_sites(user, Verb.READ_EXACT).exclude(pk=site.pk)
    return list(known.select_related("commune").order_by("title", "pk"))


def origins_of(site: SitePage, *, reader: Any) -> list[Resettlement]:
    """The links to sites that its people came from, which may stand in another territory: those the reader may read."""
    links = site.arrivals.filter(origin__live=True).select_related("origin__commune").order_by("pk")
    return [link for link in links if can(reader, Verb.READ_EXACT, link.origin)]


def sites_near(
    user: Any, *, lon: float, lat: float, distance_m: int = NEARBY_M, verb: Verb = Verb.READ_EXACT
) -> list[NearbySite]:
    """Sites, open or closed, that `user` may see exactly and that stand within a distance, nearest first. One query."""
    around = readable_sites(user, verb).near(lon=lon, lat=lat, distance_m=distance_m)
    found = [
        (distance_between(site.lon or 0, site.lat or 0, lon=lon, lat=lat), site)
        for site in around.select_related("commune").order_by("pk")
    ]
    within = sorted((near for near in found if near[0] <= distance_m), key=lambda near: near[0])
    return [NearbySite(site, distance) for distance, site in within]


def distance_between(lon_1: float, lat_1: float, *, lon: float, lat: float) -> int:
    """Metres between two points close to each other (flat Earth: right to a thousandth at some kilometres)."""
    east = (lon - lon_1) * cos(radians((lat + lat_1) / 2))
    return round(hypot(east, lat - lat_1) * METRES_A_DEGREE)
