"""Choropleth maps as SVG: no library in the browser, no style sheet, printable, and read by their patterns as well as
by their shades. Pure: shapes in, text out.

Places are drawn where they are, at one scale. Those too far from the others (overseas) have a frame each, with their
name, at the scale that shows them; no datum is moved for it.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from math import ceil, cos, radians
from zlib import crc32

import numpy as np
import shapely
from django.utils.formats import number_format
from django.utils.html import escape
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

WIDTH, HEIGHT, INSET, GAP = 640, 560, 92, 12
CLASSES = 5
INK, EDGE, EMPTY = "#1d2530", "#5f5f5f", "#ffffff"
# From pale to dark: background, ink of the pattern, its path in a square of 8. Told apart in black and white.
FILLS = (
    ("#f4f1ea", None, ""),
    ("#d5e6e8", "#2a7f86", "M2 2h1.4v1.4h-1.4z"),
    ("#a9cfd3", "#17506b", "M0 8L8 0"),
    ("#5f9ea8", "#0f2f40", "M0 8L8 0M0 0L8 8"),
    ("#123a4f", None, ""),
)
# Degrees beyond which a place is out of the frame of the others.
FAR = 12.0


@dataclass(frozen=True)
class Shape:
    """One territory: its outline in WKB (WGS84 degrees), and its value (None is unknown)."""

    name: str
    wkb: bytes | None
    value: float | None


@dataclass(frozen=True)
class Class:
    """Values from `low` to `high`, both included."""

    low: float
    high: float
    count: int

    @property
    def said(self) -> str:
        low, high = (number_format(round(one), force_grouping=True) for one in (self.low, self.high))
        return low if low == high else _("%(low)s to %(high)s") % {"low": low, "high": high}


def classes_of(values: Sequence[float | None]) -> list[Class]:
    """Zero alone, then as many places in each class as can be, equal values always together; none where none is known.

    Values are whole; five classes at most, with zero.
    """
    known = sorted(value for value in values if value is not None)
    zeros = [value for value in known if value == 0] if known and known[0] == 0 else []
    others = known[len(zeros) :]
    bounds: list[list[float]] = [zeros] if zeros else []
    wanted = CLASSES - len(bounds)
    left = others
    while left:
        size = ceil(len(left) / max(wanted, 1))
        last = left[size - 1]
        taken = [value for value in left if value <= last]
        bounds.append(taken)
        left, wanted = left[len(taken) :], wanted - 1
    return [Class(one[0], one[-1], len(one)) for one in bounds]


def choropleth(title: str, shapes: Sequence[Shape]) -> str:
    """The whole drawing with its legend. "" where no outline is known: there is nothing to draw."""
    drawn = [shape for shape in shapes if shape.wkb]
    if not drawn:
        return ""
    key = f"map-{crc32(repr((title, [(one.name, one.value) for one in drawn])).encode()):08x}"
    classes = classes_of([shape.value for shape in drawn])
    fills = _fills(len(classes), has_zero=bool(classes) and classes[0].high == 0)
    outlines = shapely.from_wkb([shape.wkb for shape in drawn])
    paths, height, labels = _placed(outlines, [one.name for one in drawn])
    body = []
    for shape, path in zip(drawn, paths, strict=True):
        rank = _rank(shape.value, classes)
        fill = EMPTY if rank is None else _fill(key, fills[rank])
        dash = ' stroke-dasharray="3 3"' if rank is None else ""
        said = escape(f"{shape.name} : {_said(shape.value)}")
        body.append(
            f'<path d="{path}" fill="{fill}" stroke="{EDGE}" stroke-width="0.7"{dash} fill-rule="evenodd">'
            f"<title>{said}</title></path>"
        )
    legend, bottom = _legend(key, classes, fills, top=height + 26, has_unknown=any(one.value is None for one in drawn))
    unknown = sum(one.value is None for one in drawn)
    described = escape(_described(classes, unknown))
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" class="choropleth" role="img" viewBox="0 0 {WIDTH} {bottom}" '
        f'width="{WIDTH}" height="{bottom}" aria-labelledby="{key}-title {key}-desc" '
        f'font-family="Marianne, Arial, sans-serif" font-size="13">'
        f'<title id="{key}-title">{escape(title)}</title><desc id="{key}-desc">{described}</desc>'
        f"<defs>{_patterns(key)}</defs>{''.join(body)}{labels}{legend}</svg>"
    )


def _placed(outlines: np.ndarray, names: list[str]) -> tuple[list[str], float, str]:
    """A path for each outline, the height of the drawing without its legend, and the names of the frames."""
    boxes = shapely.bounds(outlines)
    centres = (boxes[:, :2] + boxes[:, 2:]) / 2
    middle = np.median(centres, axis=0)
    is_far = (np.abs(centres - middle) > FAR).any(axis=1)
    near = np.flatnonzero(~is_far)
    far = np.flatnonzero(is_far)
    paths = [""] * len(outlines)
    drawn, height = _fitted(outlines[near], width=WIDTH, height=HEIGHT)
    for index, path in zip(near, drawn, strict=True):
        paths[index] = path
    labels, across = [], WIDTH // (INSET + GAP)
    for rank, index in enumerate(far):
        left, top = (rank % across) * (INSET + GAP), height + GAP + (rank // across) * (INSET + 30)
        (path,), _high = _fitted(outlines[[index]], width=INSET - 8, height=INSET - 8, at=(left + 4, top + 4))
        paths[index] = path
        labels.append(
            f'<rect x="{left}" y="{top:.0f}" width="{INSET}" height="{INSET}" fill="none" stroke="{EDGE}" '
            f'stroke-width="0.5"/><text x="{left + INSET / 2:.0f}" y="{top + INSET + 14:.0f}" text-anchor="middle" '
            f'font-size="11" fill="{INK}">{escape(_short(names[index]))}</text>'
        )
    rows = ceil(len(far) / across)
    return paths, height + rows * (INSET + 30) + (GAP if rows else 0), "".join(labels)


def _short(name: str) -> str:
    name = name.partition(" (")[0]
    return name if len(name) <= 15 else name[:14].rstrip() + "…"


def _fitted(
    outlines: np.ndarray, *, width: float, height: float, at: tuple[float, float] = (0, 0)
) -> tuple[list[str], float]:
    """Paths in pixels that fill a box, and the height that they take. A degree east is shorter than one north."""
    if not len(outlines):
        return [], 0
    west, south, east, north = shapely.total_bounds(outlines)
    squeeze = cos(radians((south + north) / 2))
    scale = min(width / max((east - west) * squeeze, 1e-6), height / max(north - south, 1e-6))
    wide = (east - west) * squeeze * scale
    shift = at[0] + (width - wide) / 2
    simple = shapely.simplify(outlines, 0.6 / scale)

    def to_pixels(points: np.ndarray) -> np.ndarray:
        return np.stack(
            [shift + (points[:, 0] - west) * squeeze * scale, at[1] + (north - points[:, 1]) * scale], axis=1
        )

    return [_path(shape) for shape in shapely.transform(simple, to_pixels)], at[1] + (north - south) * scale


def _path(shape: shapely.Geometry) -> str:
    rings = []
    for polygon in shapely.get_parts(shape):
        for ring in [polygon.exterior, *polygon.interiors]:
            points = [f"{x:.1f} {y:.1f}" for x, y in shapely.get_coordinates(ring)[:-1]]
            rings.append("M" + "L".join(points) + "Z")
    return "".join(rings)


def _fills(count: int, *, has_zero: bool) -> list[int]:
    """Which of FILLS each class takes, never one twice: zero is the palest, the highest is the darkest."""
    others = count - has_zero
    lowest = CLASSES - others if others > CLASSES - 2 else 1
    step = (CLASSES - 1 - lowest) / max(others - 1, 1)
    spread = [round(lowest + index * step) for index in range(others)] if others > 1 else [CLASSES - 2] * others
    return ([0] if has_zero else []) + spread


def _fill(key: str, fill: int) -> str:
    return f"url(#{key}-{fill})" if FILLS[fill][1] else FILLS[fill][0]


def _patterns(key: str) -> str:
    return "".join(
        f'<pattern id="{key}-{rank}" width="8" height="8" patternUnits="userSpaceOnUse">'
        f'<rect width="8" height="8" fill="{ground}"/><path d="{path}" stroke="{ink}" stroke-width="1" fill="none"/>'
        f"</pattern>"
        for rank, (ground, ink, path) in enumerate(FILLS)
        if ink
    )


def _legend(
    key: str, classes: Sequence[Class], fills: Sequence[int], *, top: float, has_unknown: bool
) -> tuple[str, int]:
    lines = []
    for rank, one in enumerate(classes):
        places = ngettext("%d territory", "%d territories", one.count) % one.count
        lines.append((_fill(key, fills[rank]), f"{one.said} ({places})", ""))
    if has_unknown:
        lines.append((EMPTY, _("unknown"), ' stroke-dasharray="3 3"'))
    parts = [
        f'<rect x="1" y="{top + 24 * rank - 12:.0f}" width="30" height="16" fill="{fill}" stroke="{EDGE}"{dash}/>'
        f'<text x="40" y="{top + 24 * rank:.0f}" fill="{INK}">{escape(text)}</text>'
        for rank, (fill, text, dash) in enumerate(lines)
    ]
    return "".join(parts), int(top + 24 * len(lines))


def _rank(value: float | None, classes: Sequence[Class]) -> int | None:
    if value is None:
        return None
    return next(rank for rank, one in enumerate(classes) if value <= one.high)


def _said(value: float | None) -> str:
    return _("unknown") if value is None else number_format(value, force_grouping=True)


def _described(classes: Sequence[Class], unknown: int) -> str:
    """One sentence for who does not see the drawing: its table is beside it."""
    if not classes:
        return _("No value is known.")
    said = _("From %(low)s to %(high)s, in %(count)s classes.") % {
        "low": _said(classes[0].low),
        "high": _said(classes[-1].high),
        "count": len(classes),
    }
    if unknown:
        said += " " + ngettext("Unknown in %d territory.", "Unknown in %d territories.", unknown) % unknown
    return said
