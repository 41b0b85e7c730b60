"""What everyone may know of an organisation that can come in. Nobody's name is in it."""

from typing import Any

from rest_framework import serializers

from actors.enums import OrganisationKind
from actors.models import Organisation


class OrganisationSerializer(serializers.Serializer):
    """An organisation whose people have an account here, or whose site has a key."""

    id = serializers.CharField()
    name = serializers.CharField()
    acronym = serializers.CharField(allow_blank=True)
    kind = serializers.ChoiceField(choices=OrganisationKind.values)
    territory = serializers.CharField(help_text="Key of the place where it works.")
    territory_name = serializers.CharField()
    has_account = serializers.BooleanField(help_text="Whether somebody of it can log in.")
    has_key = serializers.BooleanField(help_text="Whether a site of it reads the API by a key.")


def organisation_document(one: Organisation) -> dict[str, Any]:
    """Of an organisation of the directory, annotated by it."""
    return {
        "id": str(one.pk),
        "name": one.name,
        "acronym": one.acronym,
        "kind": one.kind,
        "territory": one.territory.key,
        "territory_name": one.territory.name,
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
    "has_account": True,
    "has_key": False,
}
