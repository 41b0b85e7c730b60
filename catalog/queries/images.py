"""Pictures as the API gives them: renditions only, made of pixels alone. What was sent in is never given."""

from typing import Any

from wagtail.images.models import SourceImageIOError

WIDTHS = (320, 640, 960, 1600)
SIZES = tuple(f"width-{width}|format-webp" for width in WIDTHS)
# What social networks show: cut around the point that the editor chose.
CARD = "fill-1200x630|format-jpeg"
SPECS = frozenset({*SIZES, CARD})


def image_of(image: Any, *, alt: str) -> dict[str, Any] | None:
    """A file that cannot be read costs the picture, never the publication."""
    if image is None:
        return None
    try:
        made = image.get_renditions(*SIZES, CARD)
    except (SourceImageIOError, OSError):
        return None
    sizes = {one.width: one for one in (made[spec] for spec in SIZES)}
    return {
        "alt": alt,
        "focal_point": _focal_point(image),
        "renditions": [_said(sizes[width]) for width in sorted(sizes)],
        "card": _said(made[CARD]),
    }


def _said(rendition: Any) -> dict[str, Any]:
    kind = "image/jpeg" if rendition.filter_spec == CARD else "image/webp"
    return {"url": rendition.url, "width": rendition.width, "height": rendition.height, "type": kind}


def _focal_point(image: Any) -> dict[str, float] | None:
    """As parts of the width and of the height, from the top left."""
    if not image.has_focal_point() or not image.width or not image.height:
        return None
    return {
        "x": round(image.focal_point_x / image.width, 4),
        "y": round(image.focal_point_y / image.height, 4),
    }
