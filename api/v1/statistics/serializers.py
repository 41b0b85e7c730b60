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
