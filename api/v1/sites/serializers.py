"""What the documents of sites hold. What only some readers have is not required: the others' has never held it."""

from typing import Any

from rest_framework import serializers

from api.fields import EntrySerializer
from sites.enums import (
    Alert,
    Block,
    BlockStatus,
    ClosureReason,
    DatePrecision,
    KindOfPlace,
    Origin,
    OwnerKind,
    PhaseKind,
    SiteStatus,
    YesNo,
)
from sites.rules.counts import COUNTS

FOR_MEMBERS = "For members."
FOR_MEMBERS_AND_EXACT_KEYS = "For members, and for keys of exact precision."


class LivingConditionsSerializer(serializers.Serializer):
    """Six blocks, each with its computed status."""

    locals().update({block: serializers.ChoiceField(choices=BlockStatus.values) for block in Block.values})


class PhaseSerializer(serializers.Serializer):
    kind = serializers.ChoiceField(choices=PhaseKind.values)
    started_on = serializers.DateField(allow_null=True)
    completed_on = serializers.DateField(allow_null=True)


def _count(name: str) -> serializers.IntegerField:
    """Every count may be unknown; those that partners do not have are for members."""
    is_common = name in {"people", "households", "minors", "minors_in_school"}
    return serializers.IntegerField(
        min_value=0, allow_null=True, required=is_common, help_text="" if is_common else FOR_MEMBERS
    )


class SiteSerializer(EntrySerializer):
    """A settlement."""

    status = serializers.ChoiceField(choices=SiteStatus.values)
    commune_code = serializers.CharField()
    commune = serializers.CharField()
    kind_of_place = serializers.ChoiceField(choices=KindOfPlace.values)
    installed_on = serializers.DateField(allow_null=True, help_text="First day of what is known of it.")
    installed_precision = serializers.ChoiceField(
        choices=DatePrecision.values, allow_null=True, help_text="How well that date is known."
    )
    declared_on = serializers.DateField(allow_null=True)
    observed_on = serializers.DateField(allow_null=True, help_text="Day of the latest observation.")
    locals().update({name: _count(name) for name in COUNTS})
    living_conditions = LivingConditionsSerializer()
    alerts = serializers.ListField(child=serializers.ChoiceField(choices=Alert.values))
    resorption_target = serializers.IntegerField(allow_null=True, help_text="Year.")
    closed_on = serializers.DateField(allow_null=True)
    is_point_exact = serializers.BooleanField(required=False, help_text=FOR_MEMBERS_AND_EXACT_KEYS)
    address = serializers.CharField(allow_blank=True, required=False, help_text=FOR_MEMBERS)
    access_details = serializers.CharField(allow_blank=True, required=False, help_text=FOR_MEMBERS)
    owner_kind = serializers.ChoiceField(choices=OwnerKind.values, required=False, help_text=FOR_MEMBERS)
    reinstallation = serializers.ChoiceField(choices=YesNo.values, required=False, help_text=FOR_MEMBERS)
    origins = serializers.ListField(
        child=serializers.ChoiceField(choices=Origin.values), required=False, help_text=FOR_MEMBERS
    )
    answers = serializers.DictField(
        child=serializers.CharField(),
        required=False,
        help_text=FOR_MEMBERS + " What was answered on living conditions, by question.",
    )
    recorded_at = serializers.DateTimeField(
        allow_null=True, required=False, help_text=FOR_MEMBERS + " When the latest observation was recorded."
    )
    phases = PhaseSerializer(many=True, required=False, help_text=FOR_MEMBERS)
    closure_reason = serializers.ChoiceField(
        choices=ClosureReason.values, allow_null=True, required=False, help_text=FOR_MEMBERS
    )
    completion = serializers.IntegerField(
        min_value=0,
        max_value=100,
        required=False,
        help_text=FOR_MEMBERS + " Percentage of what is asked of a site that is known.",
    )


EXAMPLE: dict[str, Any] = {
    "id": "0b1f7c52-4a55-4a63-9a3c-3d0c8f1f6f10",
    "noun": "site",
    "title": "Site à Exempleville",
    "url": "/sites/ile-de-france/seine-saint-denis/s-0a1b2c3d4e/",
    "summary": "Exempleville",
    "status": "open",
    "commune_code": "93999",
    "commune": "Exempleville",
    "kind_of_place": "land",
    "installed_on": "1990-01-01",
    "installed_precision": "decade",
    "declared_on": "2026-02-03",
    "observed_on": "2026-10-12",
    "people": 45,
    "households": 12,
    "minors": 18,
    "minors_in_school": None,
    "living_conditions": {
        "water": "to_improve",
        "sanitation": "bad",
        "electricity": "unknown",
        "waste": "good",
        "vermin": "bad",
        "fire": "unknown",
    },
    "alerts": [],
    "resorption_target": 2027,
    "closed_on": None,
    "dated_on": "2026-10-12",
    "updated_at": "2026-10-12T09:30:00Z",
    "point": {"lon": 2.36, "lat": 48.93},
}
