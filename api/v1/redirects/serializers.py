"""A redirection, as it leaves."""

from typing import Any

from rest_framework import serializers

from api.queries.pages import Leading


class RedirectSerializer(serializers.Serializer):
    id = serializers.CharField()
    path = serializers.CharField(help_text="The address that was asked, without a slash at its end.")
    to = serializers.CharField(help_text="Where to go: a path on this platform, or an address elsewhere.")
    status = serializers.ChoiceField(choices=[301, 302], help_text="What is to be answered.")
    noun = serializers.CharField(allow_null=True, help_text="Of the page that is there, if it is one of ours.")
    page = serializers.CharField(allow_null=True, help_text="Its identifier.")


def redirect_document(one: Leading) -> dict[str, Any]:
    return {
        "id": str(one.pk),
        "path": one.path,
        "to": one.url,
        "status": 301 if one.is_permanent else 302,
        "noun": one.entry and one.entry.noun,
        "page": one.entry and one.entry.key,
    }


EXAMPLE: dict[str, Any] = {
    "id": "3",
    "path": "/presentation",
    "to": "/a-propos/",
    "status": 301,
    "noun": "page",
    "page": "2f6f0a52-9d0e-4a3b-8a8e-0b6b7d1c5e44",
}
