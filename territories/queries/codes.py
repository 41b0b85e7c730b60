"""From an official code, of today or of yesterday, to the place of today."""

from __future__ import annotations

from collections.abc import Iterable

from territories.enums import CommuneKind, Level
from territories.models import Territory


def resolve(level: str, code: str, *, kind: str = CommuneKind.COM, country: str = "FR") -> Territory | None:
    """The place of today for a code; None where the code was never known. One query."""
    return resolve_all(level, [code], kind=kind, country=country).get(code)


def resolve_all(
    level: str, codes: Iterable[str], *, kind: str = CommuneKind.COM, country: str = "FR"
) -> dict[str, Territory]:
    """The same for many codes, in one query; unknown codes are absent.

    kind tells apart the communes that share a code (49126 is Orée d'Anjou, and its former part Drain). A code that
    exists only under another kind is that one's: a former part (COMD, COMA) gives the commune that replaced it, and
    an arrondissement (ARM), unless asked for by its kind, gives its commune. Other levels have no kind.
    """
    wanted = kind if level == Level.COMMUNE else ""
    places = Territory.objects.filter(country=country, level=level, code__in=set(codes))
    found: dict[str, Territory] = {}
    for place in places.select_related("parent__parent", "successor__parent").order_by("code", "kind", "pk"):
        if place.code not in found or place.kind == wanted:
            found[place.code] = place
    return {code: place if place.kind == wanted == CommuneKind.ARM else place.today() for code, place in found.items()}
