"""From any outline, in any projection, to one point inside it, in degrees (WGS84)."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
import shapely
from django.utils.translation import gettext as _
from pyproj import CRS, Transformer
from pyproj.exceptions import CRSError, ProjError
from shapely.errors import ShapelyError
from shapely.geometry.base import BaseGeometry

from registers.imports.errors import RegisterError
from registers.imports.table import Point

# Six decimals of a degree are eleven centimetres: what differs below is noise of the arithmetic.
DECIMALS = 6
DEGREES = "WGS 84"
# Mending takes longer than in proportion; the outline of the largest settlement of the world has some hundreds.
MOST_POINTS = 20_000
UNREADABLE = (
    ShapelyError,
    ValueError,
    TypeError,
    LookupError,
    AttributeError,
    RecursionError,
    OverflowError,
    NotImplementedError,
)


@dataclass(frozen=True, slots=True)
class Place:
    """A point, or why there is none; `note` says what was repaired."""

    point: Point | None = None
    problem: str = ""
    note: str = ""


def place_of(made: Callable[[], BaseGeometry | None], *, projection: str = "") -> Place:
    """The point itself, or one inside the outline, mended where its rings cross. Rings may turn either way.

    `made` reads it from the file: whatever is written there, the answer is a place, or why there is none.
    """
    try:
        with np.errstate(all="ignore"):  # (numbers that are none are told as what they make)
            return _placed(made(), projection)
    except UNREADABLE:
        return Place(problem=_("unreadable geometry"))


def _placed(geometry: BaseGeometry | None, projection: str) -> Place:
    if geometry is None or geometry.is_empty:
        return Place(note=_("without geometry"))
    if shapely.get_num_coordinates(geometry) > MOST_POINTS:
        return Place(problem=_("outline of more than %(n)d points: simplify it") % {"n": MOST_POINTS})
    note = ""
    if not geometry.is_valid:
        geometry = shapely.make_valid(geometry)
        note = _("invalid outline, repaired")
    inside = _largest(geometry).representative_point()
    lon, lat = _to_degrees(inside.x, inside.y, projection)
    if not (-180 <= lon <= 180 and -90 <= lat <= 90):
        problem = _("the point %(lon)s, %(lat)s is not on Earth: wrong projection?") % {"lon": lon, "lat": lat}
        return Place(problem=problem)
    return Place((round(lon, DECIMALS), round(lat, DECIMALS)), note=note)


def _largest(geometry: BaseGeometry) -> BaseGeometry:
    """Mending may leave lines and slivers beside the outline: keep the part that holds most."""
    parts = list(getattr(geometry, "geoms", [geometry]))
    return max(parts, key=lambda part: (part.area, part.length)) if parts else geometry


def _to_degrees(x: float, y: float, projection: str) -> Point:
    if not projection:
        return x, y
    try:
        lon, lat = _transformer(projection).transform(x, y, errcheck=True)
    except ProjError:
        return float("inf"), float("inf")
    return lon, lat


@lru_cache(maxsize=8)
def _transformer(projection: str) -> Transformer:
    return Transformer.from_crs(projection, "EPSG:4326", always_xy=True)


def projection_name(projection: str) -> str:
    """The projection in words; refuses one that is not known rather than placing people somewhere else."""
    if not projection:
        return DEGREES
    try:
        name: str = CRS.from_user_input(projection).name
    except CRSError as error:
        raise RegisterError(_("Unknown projection: %(projection)s.") % {"projection": projection[:80]}) from error
    return name
