"""What everyone may know of an organisation that can come in. Nobody's name is in it."""

from typing import Any

from rest_framework import serializers

from actors.enums import OrganisationKind
from actors.models import Organisation
from api.fields import PointSerializer, included_field


class OrganisationSerializer(serializers.Serializer):
    """An organisation whose people have an account here, or whose site has a key."""

    id = serializers.CharField()
    name = serializers.CharField()
    acronym = serializers.CharField(allow_blank=True)
    kind = serializers.ChoiceField(choices=OrganisationKind.values)
    territory = serializers.CharField(help_text="Key of the place where it works.")
    territory_name = serializers.CharField()
    point = PointSerializer(allow_null=True, help_text="Of the place where it works.")
    has_account = serializers.BooleanField(help_text="Whether somebody of it can log in.")
    has_key = serializers.BooleanField(help_text="Whether a site of it reads the API by a key.")
    included = included_field()


def organisation_document(one: Organisation) -> dict[str, Any]:
    """Of an organisation of the directory, annotated by it."""
    place = one.territory
    return {
        "id": str(one.pk),
        "name": one.name,
        "acronym": one.acronym,
        "kind": one.kind,
        "territory": place.key,
        "territory_name": place.name,
        "point": None if place.lon is None else {"lon": place.lon, "lat": place.lat},
        "has_account": one.has_account,  # type: ignore[attr-defined]
        "has_key": one.has_key,  # type: ignore[attr-defined]
    }


EXAMPLE: dict[str, Any] = {
    "id": "12",
    "name": "Association d'exemple",
    "acronym": "",
    "kind": "association",
    "territory": "FR-departement-93",
    "territory_name": "Seine-Saint-Denis",
    "point": {"lon": 2.4779, "lat": 48.9175},
    "has_account": True,
    "has_key": False,
}
