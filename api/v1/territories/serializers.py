"""A place, as it leaves."""

from typing import Any

from rest_framework import serializers

from api.fields import PointSerializer, included_field
from territories.enums import Level
from territories.models import Territory


class TerritorySerializer(serializers.Serializer):
    id = serializers.CharField(help_text="Key of the place: country, level, code, and the kind where a code is shared.")
    country = serializers.CharField(help_text="ISO 3166-1 code.")
    level = serializers.ChoiceField(choices=Level.values)
    kind = serializers.CharField(allow_blank=True, help_text="COM, COMD, COMA or ARM for a French commune.")
    code = serializers.CharField(help_text="In France, the code of the national statistics office (INSEE).")
    name = serializers.CharField()
    label = serializers.CharField(help_text="The name that tells homonyms apart.")  # type: ignore[assignment]
    parent = serializers.CharField(  # type: ignore[assignment]
        allow_null=True, help_text="Key of the place that holds it."
    )
    epci = serializers.CharField(allow_null=True, help_text="Key of the grouping of communes that it belongs to.")
    successor = serializers.CharField(allow_null=True, help_text="Key of the place that replaced it.")
    postal_codes = serializers.ListField(child=serializers.CharField())
    population = serializers.IntegerField(allow_null=True)
    point = PointSerializer(allow_null=True)
    included = included_field()


def place_document(place: Territory) -> dict[str, Any]:
    has_point = place.lon is not None and place.lat is not None
    return {
        "id": place.key,
        "country": place.country,
        "level": place.level,
        "kind": place.kind,
        "code": place.code,
        "name": place.name,
        "label": place.label,
        "parent": place.parent and place.parent.key,
        "epci": place.epci and place.epci.key,
        "successor": place.successor and place.successor.key,
        "postal_codes": place.postal_codes,
        "population": place.population,
        "point": {"lon": place.lon, "lat": place.lat} if has_point else None,
    }


class OutlinePropertiesSerializer(serializers.Serializer):
    code = serializers.CharField()
    name = serializers.CharField()
    parent = serializers.CharField(  # type: ignore[assignment]
        allow_null=True, help_text="Key of the place that holds it."
    )


class GeometrySerializer(serializers.Serializer):
    """RFC 7946: Polygon or MultiPolygon."""

    type = serializers.ChoiceField(choices=["Polygon", "MultiPolygon"])
    coordinates = serializers.ListField()


class OutlineSerializer(serializers.Serializer):
    type = serializers.ChoiceField(choices=["Feature"])
    properties = OutlinePropertiesSerializer()
    geometry = GeometrySerializer()


class OutlineCollectionSerializer(serializers.Serializer):
    type = serializers.ChoiceField(choices=["FeatureCollection"])
    features = OutlineSerializer(many=True)


EXAMPLE: dict[str, Any] = {
    "id": "FR-departement-93",
    "country": "FR",
    "level": "departement",
    "kind": "",
    "code": "93",
    "name": "Seine-Saint-Denis",
    "label": "Seine-Saint-Denis (93)",
    "parent": "FR-region-11",
    "epci": None,
    "successor": None,
    "postal_codes": [],
    "population": None,
    "point": {"lon": 2.4779, "lat": 48.9175},
}
OUTLINES_EXAMPLE: dict[str, Any] = {
    "type": "FeatureCollection",
    "features": [
        {
            "type": "Feature",
            "properties": {"code": "93", "name": "Seine-Saint-Denis", "parent": "FR-region-11"},
            "geometry": {
                "type": "Polygon",
                "coordinates": [[[2.3, 48.9], [2.4, 48.8], [2.6, 48.9], [2.6, 49.0], [2.3, 48.9]]],
            },
        }
    ],
}
