"""Coordinate reference systems, as OGC API Features names them and in the order of their axes (PROJ knows both)."""

from collections.abc import Iterable, Sequence
from functools import lru_cache
from math import isfinite
from typing import NamedTuple

from django.utils.translation import gettext as _
from pyproj import CRS, Transformer

from catalog.querysets import Box

# Longitude, latitude: what points are kept in, and what is meant when nothing is said. A height is not looked at.
CRS84 = "http://www.opengis.net/def/crs/OGC/1.3/CRS84"
CRS84H = "http://www.opengis.net/def/crs/OGC/0/CRS84h"
EPSG = "http://www.opengis.net/def/crs/EPSG/0/"
# Latitude, longitude; then the Mercator of web maps, whose frames are frames of degrees too.
DEGREES, MERCATOR = "4326", "3857"
DEGREE_DECIMALS, METRE_DECIMALS = 6, 2
# What is drawn straight in a projection bends in degrees: each side of a frame is followed at so many places, and what
# may lie between two of them is looked at too.
SIDE_POINTS, MARGIN = 101, 0.001
Point = tuple[float, float]


class Frame(NamedTuple):
    """A box, in degrees; and, in a projection that bends it, the box as it was asked, with the projection's code."""

    box: Box
    asked: tuple[float, float, float, float] | None = None
    code: str = ""


def uris(projections: Iterable[str]) -> list[str]:
    """All that may be asked for; `projections` are codes of EPSG."""
    return [CRS84, *(f"{EPSG}{code}" for code in dict.fromkeys((DEGREES, MERCATOR, *projections)))]


def transformed(points: Sequence[Point], uri: str) -> list[Point | None]:
    """Points of CRS84 in another system, in the order of its axes. None where the system has no place for them."""
    if uri == CRS84:
        return list(points)
    code = uri.removeprefix(EPSG)
    decimals = DEGREE_DECIMALS if code == DEGREES else METRE_DECIMALS
    firsts, seconds = _forward(code).transform([lon for lon, _lat in points], [lat for _lon, lat in points])
    return [
        (round(first, decimals), round(second, decimals)) if isfinite(first) and isfinite(second) else None
        for first, second in zip(firsts, seconds, strict=True)
    ]


def read_frame(text: str, uri: str) -> Frame:
    """ValueError, in words, for what is no frame of that system."""
    try:
        numbers = [float(part) for part in text.split(",")]
    except ValueError:
        numbers = []
    if len(numbers) == 6:
        numbers = [*numbers[:2], *numbers[3:5]]
    if len(numbers) != 4 or not all(map(isfinite, numbers)):
        raise ValueError(_("Write four numbers: the lower corner, then the upper one, in the order of the axes."))
    first, second, last_first, last_second = numbers
    if uri in (CRS84, CRS84H):
        return Frame(_degrees(Box(*numbers)))
    code = uri.removeprefix(EPSG)
    if code == DEGREES:
        return Frame(_degrees(Box(second, first, last_second, last_first)))
    if first > last_first or second > last_second:
        raise ValueError(_("Write the lower corner first."))
    return _projected((first, second, last_first, last_second), code)


def outside(points: Iterable[tuple[int, float, float]], frame: Frame) -> list[int]:
    """Of (key, longitude, latitude), the keys of those that are in the box of degrees and not in the one asked."""
    rows = list(points)
    if frame.asked is None or not rows:
        return []
    first, second, last_first, last_second = frame.asked
    places = _forward(frame.code).transform([lon for _key, lon, _lat in rows], [lat for _key, _lon, lat in rows])
    return [
        key
        for (key, _lon, _lat), one, other in zip(rows, *places, strict=True)
        if not (first <= one <= last_first and second <= other <= last_second)
    ]


def _degrees(box: Box) -> Box:
    if not (abs(box.west) <= 180 and abs(box.east) <= 180 and -90 <= box.south <= box.north <= 90):
        raise ValueError(_("A longitude is from -180 to 180, a latitude from -90 to 90, the southern one first."))
    return box


def _projected(asked: tuple[float, float, float, float], code: str) -> Frame:
    west, south, east, north = _forward(code).transform_bounds(*asked, densify_pts=SIDE_POINTS, direction="INVERSE")
    if not all(map(isfinite, (west, south, east, north))) or west > east:
        raise ValueError(_("This frame is beyond what its projection can draw."))
    if code == MERCATOR:
        return Frame(Box(west, south, east, north))
    wide, high = MARGIN * (east - west), MARGIN * (north - south)
    return Frame(Box(west - wide, south - high, east + wide, north + high), asked, code)


@lru_cache(maxsize=16)
def _forward(code: str) -> Transformer:
    """From longitude and latitude to the axes of the system, in its own order."""
    return Transformer.from_crs("OGC:CRS84", CRS.from_epsg(int(code)))
