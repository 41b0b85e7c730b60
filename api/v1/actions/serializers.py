"""What the documents of actions hold. Money is in none; sites and yearly results are for members of the place."""

from typing import Any

from rest_framework import serializers

from actions.enums import ActionStatus, LocationKind, Outcome, Theme
from actions.rules.results import COUNTS
from api.fields import EntrySerializer
from territories.enums import Level

FOR_MEMBERS = "For members."


class IndicatorSerializer(serializers.Serializer):
    """Results of one year. Every count may be unknown."""

    year = serializers.IntegerField()
    locals().update({name: serializers.IntegerField(min_value=0, allow_null=True) for name in COUNTS})


class ActionSerializer(EntrySerializer):
    """What one operator leads for inhabitants."""

    status = serializers.ChoiceField(choices=ActionStatus.values)
    themes = serializers.ListField(child=serializers.ChoiceField(choices=Theme.values))
    objectives = serializers.CharField(allow_blank=True)
    operator = serializers.CharField(allow_null=True, help_text="Name of the organisation that leads it.")
    territory_level = serializers.ChoiceField(choices=Level.values)
    territory_code = serializers.CharField()
    territory = serializers.CharField(help_text="For everyone, the département at the finest.")
    location_kind = serializers.ChoiceField(choices=LocationKind.values)
    started_on = serializers.DateField(allow_null=True)
    ended_on = serializers.DateField(allow_null=True)
    outcome = serializers.ChoiceField(choices=Outcome.values, allow_null=True)
    lasting_outcome = serializers.ChoiceField(
        choices=Outcome.values, allow_null=True, help_text="What was said of it twelve months later."
    )
    outcome_reason = serializers.CharField(allow_blank=True, required=False, help_text=FOR_MEMBERS)
    sites = serializers.ListField(
        child=serializers.CharField(), required=False, help_text="For members: identifiers of its sites."
    )
    indicators = IndicatorSerializer(many=True, required=False, help_text=FOR_MEMBERS)


EXAMPLE: dict[str, Any] = {
    "id": "5d0a8f0e-2f0c-4a57-9c0e-6f1f4d2f7a11",
    "noun": "action",
    "title": "Médiation scolaire d'exemple",
    "url": "/territoires/ile-de-france/seine-saint-denis/a-0a1b2c3d4e/",
    "summary": "Que chaque enfant aille à l'école.",
    "status": "under_way",
    "themes": ["schooling", "mediation"],
    "objectives": "Que chaque enfant aille à l'école.",
    "operator": "Association d'exemple",
    "territory_level": "departement",
    "territory_code": "93",
    "territory": "Seine-Saint-Denis",
    "location_kind": "sites",
    "started_on": "2025-09-01",
    "ended_on": None,
    "outcome": None,
    "lasting_outcome": None,
    "dated_on": "2025-09-01",
    "updated_at": "2026-10-12T09:30:00Z",
    "point": {"lon": 2.4779, "lat": 48.9175},
}
