"""What the documents of areas hold. Written from counts of many sites: no site was ever in them."""

from typing import Any

from rest_framework import serializers

from api.fields import EntrySerializer
from territories.enums import Level

ROUNDED = "Rounded; null when withheld."


class AreaSerializer(EntrySerializer):
    """A place large enough for its open sites to be told of. `id` is the key of the place."""

    level = serializers.ChoiceField(choices=Level.values)
    code = serializers.CharField()
    country = serializers.CharField()
    territory = serializers.CharField(help_text="Name of the place.")
    is_remainder = serializers.BooleanField(
        help_text="Whether the places inside that are areas themselves are left out."
    )
    open_sites = serializers.IntegerField(help_text="Rounded.")
    people = serializers.IntegerField(allow_null=True, help_text=ROUNDED)
    minors = serializers.IntegerField(allow_null=True, help_text=ROUNDED)
    minors_in_school = serializers.IntegerField(allow_null=True, help_text=ROUNDED)
    as_of = serializers.DateField(help_text="Day on which all areas were computed together.")


EXAMPLE: dict[str, Any] = {
    "id": "FR-departement-93",
    "noun": "area",
    "title": "Seine-Saint-Denis",
    "url": "/carte/?territoire=FR-departement-93",
    "summary": "Environ 10 sites ouverts, environ 340 personnes",
    "level": "departement",
    "code": "93",
    "country": "FR",
    "territory": "Seine-Saint-Denis",
    "is_remainder": False,
    "open_sites": 10,
    "people": 340,
    "minors": 120,
    "minors_in_school": None,
    "as_of": "2026-11-23",
    "dated_on": "2026-11-23",
    "updated_at": "2026-11-23T03:00:00Z",
    "point": {"lon": 2.4779, "lat": 48.9175},
}
