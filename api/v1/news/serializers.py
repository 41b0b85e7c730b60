"""What the documents of news hold, the same for everyone."""

from typing import Any

from rest_framework import serializers

from api.fields import EntrySerializer
from territories.enums import Level


class PictureSerializer(serializers.Serializer):
    url = serializers.CharField(help_text="Path on this site.")
    width = serializers.IntegerField()
    height = serializers.IntegerField()
    alt = serializers.CharField(allow_blank=True, help_text="What the picture shows.")


class NewsSerializer(EntrySerializer):
    """A piece of news. Its words are plain text; its other pictures and its films are on its page."""

    territory_level = serializers.ChoiceField(choices=Level.values, allow_null=True)
    territory_code = serializers.CharField(allow_null=True)
    territory = serializers.CharField(allow_null=True, help_text="Name of the place that it speaks of.")
    image = PictureSerializer(allow_null=True)
    text = serializers.CharField(allow_blank=True)


EXAMPLE: dict[str, Any] = {
    "id": "b7a4f1c2-1a57-4a4e-8f57-2f9b6a0c9d33",
    "noun": "news",
    "title": "Rentrée scolaire : les médiateurs sont prêts",
    "url": "/actualites/rentree-scolaire/",
    "summary": "Quatre équipes accompagnent les familles.",
    "territory_level": "departement",
    "territory_code": "93",
    "territory": "Seine-Saint-Denis",
    "image": {
        "url": "/media/images/rentree.webp",
        "width": 640,
        "height": 360,
        "alt": "Deux enfants entrent dans une école.",
    },
    "text": "Quatre équipes accompagnent les familles jusqu'aux vacances d'automne.",
    "dated_on": "2026-09-02",
    "updated_at": "2026-09-02T08:00:00Z",
    "point": None,
}
