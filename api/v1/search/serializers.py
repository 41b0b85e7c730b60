"""What a search answers."""

from typing import Any

from rest_framework import serializers

from actors.enums import Noun
from api.fields import PointSerializer


class UnderstoodSerializer(serializers.Serializer):
    """One thing that was understood of the words, and the parameters that ask the same."""

    kind = serializers.ChoiceField(choices=["place", "people", "type", "filter"])
    said = serializers.CharField(help_text="The words that were understood.")
    label = serializers.CharField()  # type: ignore[assignment] # (fields leave the class)
    parameters = serializers.DictField(child=serializers.CharField())


class RowSerializer(serializers.Serializer):
    id = serializers.CharField()
    noun = serializers.ChoiceField(choices=Noun.values)
    title = serializers.CharField()
    url = serializers.CharField(help_text="Path of the page on this platform.")
    summary = serializers.CharField(allow_blank=True)
    dated_on = serializers.DateField(allow_null=True)
    people = serializers.IntegerField(allow_null=True)
    point = PointSerializer(allow_null=True)


class FoundSerializer(RowSerializer):
    highlight = serializers.CharField(
        allow_blank=True, help_text="Where the words are, as HTML that is safe to show: text and <mark> alone."
    )


class BesideSerializer(serializers.Serializer):
    """People or organisations, for members."""

    kind = serializers.CharField()
    label = serializers.CharField()  # type: ignore[assignment]
    count = serializers.IntegerField()
    results = serializers.ListField(child=serializers.DictField(child=serializers.CharField(allow_blank=True)))


class SearchSerializer(serializers.Serializer):
    count = serializers.IntegerField(help_text="All that match, for this reader.")
    next = serializers.URLField(allow_null=True, help_text="The next page, or null.")
    understood = UnderstoodSerializer(many=True)
    words = serializers.CharField(allow_blank=True, help_text="The words that were left to look for.")
    corrected = serializers.CharField(
        allow_blank=True, help_text="The question that was answered, when it is not the one asked."
    )
    is_relaxed = serializers.BooleanField(help_text="Whether what has some of the words only is there too.")
    types = serializers.DictField(child=serializers.IntegerField(), help_text="How many of each kind.")
    beside = BesideSerializer(many=True)
    results = FoundSerializer(many=True)


ROW_EXAMPLE: dict[str, Any] = {
    "id": "8c1f6e1a-64c3-4a0e-9a55-0d9f3e1b7c22",
    "noun": "practice",
    "title": "Amener l'eau : une rampe de robinets raccordée au réseau",
    "url": "/bonnes-pratiques/amener-l-eau/",
    "summary": "Une rampe de robinets raccordée au réseau.",
    "dated_on": "2026-03-01",
    "people": None,
    "point": None,
}
EXAMPLE: dict[str, Any] = {
    "count": 1,
    "next": None,
    "understood": [
        {
            "kind": "place",
            "said": "à Bobigny",
            "label": "Commune : Bobigny (93)",
            "parameters": {"territoire": "FR-commune-COM-93008"},
        }
    ],
    "words": "robinets",
    "corrected": "",
    "is_relaxed": False,
    "types": {"practice": 1},
    "beside": [],
    "results": [
        ROW_EXAMPLE | {"highlight": "Une rampe de <mark>robinets</mark> raccordée au réseau."},
    ],
}
