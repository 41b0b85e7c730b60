"""The public key of a place, in addresses and filters: "FR-departement-93", "FR-commune-49126-COMD"."""

from typing import NamedTuple

from territories.enums import CommuneKind, Level

# The kind that a key need not say.
USUAL_KIND = {(Level.COMMUNE, "FR"): CommuneKind.COM.value}


class PlaceKey(NamedTuple):
    country: str
    level: str
    kind: str
    code: str

    def __str__(self) -> str:
        tail = "" if self.kind == _usual_kind(self.country, self.level) else f"-{self.kind}"
        return f"{self.country}-{self.level}-{self.code}{tail}"


def parse_place_key(text: str) -> PlaceKey | None:
    """None when `text` cannot be a key. A code may hold hyphens; only what names a kind of commune is one.

    >>> parse_place_key("FR-commune-49126-COMD")
    PlaceKey(country='FR', level='commune', kind='COMD', code='49126')
    """
    country, _, rest = text.partition("-")
    level, _, code = rest.partition("-")
    if not code or level not in Level.values or "\x00" in text:
        return None
    head, _, kind = code.rpartition("-")
    if head and kind in CommuneKind.values:
        return PlaceKey(country=country, level=level, kind=kind, code=head)
    return PlaceKey(country=country, level=level, kind=_usual_kind(country, level), code=code)


def _usual_kind(country: str, level: str) -> str:
    return USUAL_KIND.get((Level(level), country), "")
