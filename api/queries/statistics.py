"""What areas add up to, by département, in the words of the API."""

from typing import Any

from django.conf import settings
from django.utils import timezone

from steering.queries.open_data import rows_of_areas
from territories.enums import Level
from territories.rules.keys import PlaceKey

# The columns of the open dataset are in French, as the State's registers are; fields of the API are in English.
NAMES = {
    "code": "departement_code",
    "name": "departement_nom",
    "areas": "zones",
    "open_sites": "sites_ouverts",
    "people": "personnes",
    "people_areas": "zones_personnes",
    "minors": "mineurs",
    "minors_in_school": "mineurs_scolarises",
    "school_share": "part_scolarises",
    "as_of": "etat_au",
}


def by_departement() -> list[dict[str, Any]]:
    """By the rule of the open dataset (decision 0071), from the areas of today. None before the first areas."""
    found = rows_of_areas(timezone.localdate().replace(day=1))
    return [_row(row) for row in found[1]] if found else []


def _row(row: dict[str, Any]) -> dict[str, Any]:
    key = PlaceKey(settings.PLATFORM_COUNTRY, Level.DEPARTEMENT, "", row["departement_code"])
    return {"id": str(key), **{name: row[column] for name, column in NAMES.items()}}
