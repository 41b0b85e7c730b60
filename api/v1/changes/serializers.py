"""What a page of changes holds, as OpenAPI tells it."""

from typing import Any

from rest_framework import serializers

from api.enums import FOLLOWED
from api.v1.news.serializers import EXAMPLE as NEWS
from catalog.enums import ChangeKind


class ChangeSerializer(serializers.Serializer):
    noun = serializers.ChoiceField(choices=[noun.value for noun in FOLLOWED])
    id = serializers.CharField(help_text="With the noun, what names a thing.")
    kind = serializers.ChoiceField(
        choices=ChangeKind.values, help_text="Withdrawn: no longer published, or no longer for you."
    )
    document = serializers.DictField(
        allow_null=True, help_text="The whole thing as its own address gives it; null when it is withdrawn."
    )


class ChangePageSerializer(serializers.Serializer):
    reset = serializers.BooleanField(
        help_text="This begins from nothing: what you held before must go. "
        "So is answered who brings no place, or whose rights are no longer what they were."
    )
    more = serializers.BooleanField(help_text="Whether there is more to read at once.")
    next = serializers.URLField(help_text="Where to go on, now or later. Keep it with what you hold.")
    changes = ChangeSerializer(many=True)


EXAMPLE: dict[str, Any] = {
    "reset": False,
    "more": False,
    "next": "https://plateforme.example/api/v1/changes?since=b2JqZXQgb3BhcXVl",
    "changes": [
        {"noun": "news", "id": NEWS["id"], "kind": "published", "document": NEWS},
        {"noun": "action", "id": "5d0a8f0e-2f0c-4a57-9c0e-6f1f4d2f7a11", "kind": "withdrawn", "document": None},
    ],
}
