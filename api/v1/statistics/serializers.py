"""What the totals of the areas hold, day by day."""

from typing import Any

from rest_framework import serializers


class StatisticsSerializer(serializers.Serializer):
    """All the areas of one day together, told so that no area is narrowed by it: rounded to ten."""

    id = serializers.CharField(help_text="The day.")
    as_of = serializers.DateField()
    open_sites = serializers.IntegerField(allow_null=True, help_text="Null when it would tell too much.")
    people = serializers.IntegerField(allow_null=True, help_text="Null when it would tell too much.")


def statistics_document(totals: dict[str, Any]) -> dict[str, Any]:
    return {"id": totals["as_of"].isoformat(), **totals}


EXAMPLE: dict[str, Any] = {"id": "2026-11-23", "as_of": "2026-11-23", "open_sites": 250, "people": 11_400}


class DepartementSerializer(serializers.Serializer):
    """What the areas of one département add up to: sums of rounded figures, null where nothing is published."""

    id = serializers.CharField(help_text="Key of the place.")
    code = serializers.CharField()
    name = serializers.CharField()
    areas = serializers.IntegerField(help_text="How many areas it holds as a whole.")
    open_sites = serializers.IntegerField(allow_null=True)
    people = serializers.IntegerField(allow_null=True)
    people_areas = serializers.IntegerField(help_text="Of how many areas the people are published.")
    minors = serializers.IntegerField(allow_null=True)
    minors_in_school = serializers.IntegerField(allow_null=True)
    school_share = serializers.IntegerField(
        allow_null=True, help_text="Percentage of minors in school, of the areas where both are published."
    )
    as_of = serializers.DateField(help_text="Day on which all areas were computed together.")


DEPARTEMENT_EXAMPLE: dict[str, Any] = {
    "id": "FR-departement-93",
    "code": "93",
    "name": "Seine-Saint-Denis",
    "areas": 6,
    "open_sites": 45,
    "people": 1_240,
    "people_areas": 6,
    "minors": 430,
    "minors_in_school": 210,
    "school_share": 49,
    "as_of": "2026-11-23",
}
