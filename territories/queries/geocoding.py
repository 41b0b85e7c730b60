"""From an address to a point and a commune, behind one interface: online when configured, communes alone otherwise."""

from __future__ import annotations

import logging
import re
from collections.abc import Iterable
from dataclasses import dataclass

from django.conf import settings
from geopy.exc import GeopyError
from geopy.geocoders import BANFrance
from geopy.location import Location

from territories.enums import Level
from territories.models import Territory
from territories.queries.codes import resolve_all
from territories.queries.points import commune_at
from territories.queries.search import search_territories

logger = logging.getLogger(__name__)
TIMEOUT_S = 3
POSTAL_CODE_THEN_TOWN = re.compile(r"\b(\d{5})\b\s*(.*)")


@dataclass(frozen=True, slots=True)
class Place:
    """An answer. lon and lat are degrees (WGS84), None for a commune whose point is not known."""

    label: str
    lon: float | None
    lat: float | None
    territory: Territory | None


def search_address(text: str, limit: int = 5) -> list[Place]:
    """Places for what was typed: from the address service of GEOCODER_DOMAIN; communes if it fails or is not named.

    What is typed leaves for that service only when the deployer has named it.
    """
    if not text.strip():
        return []
    found = _from_service(text, limit) if settings.GEOCODER_DOMAIN else []
    return found or _from_communes(text, limit)


def commune_of_point(lon: float, lat: float) -> Place | None:
    """The commune of a point, always found here: the point of a site is told to nobody."""
    commune = commune_at(lon, lat)
    return Place(commune.label, lon, lat, commune) if commune else None


def _from_communes(text: str, limit: int) -> list[Place]:
    """The most precise reading that names a commune: all of it, its postal code and town, what follows a comma."""
    readings = [text]
    if match := POSTAL_CODE_THEN_TOWN.search(text):
        readings += [match[0], match[1]]
    readings += text.rsplit(",", 1)[1:]
    for reading in readings:
        if found := search_territories(reading, levels=[Level.COMMUNE], limit=limit):
            return [Place(commune.label, commune.lon, commune.lat, commune) for commune in found]
    return []


def _from_service(text: str, limit: int) -> list[Place]:
    scheme, _, domain = settings.GEOCODER_DOMAIN.rpartition("://")
    service = BANFrance(
        domain=domain, scheme=scheme or "https", timeout=TIMEOUT_S, user_agent=settings.PLATFORM_NAME or "resorption"
    )
    try:
        answers = service.geocode(text, exactly_one=False, limit=limit) or []
        return _located(answers)
    except (GeopyError, AttributeError, LookupError, TypeError, ValueError) as error:
        # The address itself stays out of the log.
        logger.warning("The address service did not answer: %s", type(error).__name__)
        return []


def _located(answers: Iterable[Location]) -> list[Place]:
    """With the commune that the service names, or the one that holds the point."""
    found = [(answer, answer.raw["properties"].get("citycode", "")) for answer in answers]
    communes = resolve_all(Level.COMMUNE, [code for _, code in found if code])
    return [
        Place(
            label=answer.address,
            lon=answer.longitude,
            lat=answer.latitude,
            territory=communes.get(code) or commune_at(answer.longitude, answer.latitude),
        )
        for answer, code in found
    ]
