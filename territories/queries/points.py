"""From a point to its commune."""

from __future__ import annotations

from collections.abc import Iterable
from math import cos, hypot, radians

import shapely

from territories.enums import CommuneKind, Level
from territories.models import Outline, Territory

KM_PER_DEGREE = 111.2
# Outlines are simplified and leave small holes and gaps along the coast.
NEAR_OUTLINE_KM = 3.0
# Where a country gave no outlines (overseas collectivities), communes are islands or large.
NEAR_POINT_KM = 60.0


def commune_at(lon: float, lat: float) -> Territory | None:
    """The commune whose outline holds the point; else the nearest, if near; else None. Three queries at most.

    The borders are a few hundred metres from the truth at worst: near one, the person who knows decides.
    """
    if not (-180 <= lon <= 180 and -90 <= lat <= 90):
        return None
    return _by_outline(lon, lat) or _by_point(lon, lat)


def _by_outline(lon: float, lat: float) -> Territory | None:
    outlines = _outlines_near(lon, lat)
    # Apart from the outlines: joined, the planner reads every place there is.
    communes = Territory.objects.current().at(Level.COMMUNE).select_related("parent").in_bulk(list(outlines))
    if not communes:
        return None
    pks = sorted(communes, key=lambda pk: communes[pk].code)
    # In kilometres from the point: a degree of longitude is shorter than one of latitude.
    scale = (KM_PER_DEGREE * cos(radians(lat)), KM_PER_DEGREE)
    shapes = shapely.from_wkb([outlines[pk] for pk in pks])
    local = shapely.transform(shapes, lambda points: (points - (lon, lat)) * scale)
    distances = shapely.distance(local, shapely.Point(0, 0))
    nearest = int(distances.argmin())
    return communes[pks[nearest]] if distances[nearest] <= NEAR_OUTLINE_KM else None


def _outlines_near(lon: float, lat: float) -> dict[int, bytes]:
    east, north = _degrees(NEAR_OUTLINE_KM, lat)
    near = Outline.objects.filter(
        west__lte=lon + east, east__gte=lon - east, south__lte=lat + north, north__gte=lat - north
    )
    return {pk: bytes(wkb) for pk, wkb in near.order_by("pk").values_list("pk", "wkb")}


def _by_point(lon: float, lat: float) -> Territory | None:
    east, north = _degrees(NEAR_POINT_KM, lat)
    near: Iterable[Territory] = (
        Territory.objects.current()
        .at(Level.COMMUNE)
        .exclude(kind=CommuneKind.ARM)
        .filter(
            outline__isnull=True,
            lon__range=(lon - east, lon + east),
            lat__range=(lat - north, lat + north),
        )
        .select_related("parent")
        .order_by("code", "pk")
    )

    def distance(place: Territory) -> float:
        return hypot((place.lon - lon) * cos(radians(lat)), place.lat - lat) * KM_PER_DEGREE  # type: ignore[operator]

    nearest = min(near, key=distance, default=None)
    return nearest if nearest and distance(nearest) <= NEAR_POINT_KM else None


def _degrees(kilometres: float, lat: float) -> tuple[float, float]:
    north = kilometres / KM_PER_DEGREE
    return north / max(cos(radians(lat)), 0.01), north
