"""The menus of the public's pages, as they leave."""

from typing import Any

from rest_framework import serializers


class MenuItemSerializer(serializers.Serializer):
    title = serializers.CharField()
    url = serializers.CharField(help_text="Path on this platform.")
    noun = serializers.CharField(allow_null=True, help_text="Of the page that is there, for what /pages gives.")
    page = serializers.CharField(allow_null=True, help_text="Its identifier.")


class MenusSerializer(serializers.Serializer):
    main = MenuItemSerializer(many=True)
    footer = MenuItemSerializer(many=True)


EXAMPLE: dict[str, Any] = {
    "main": [
        {"title": "Accueil", "url": "/", "noun": "page", "page": "6d1c9d1e-0b62-4c35-a5a9-7b1f6a0f3c21"},
        {"title": "Carte", "url": "/carte/", "noun": None, "page": None},
    ],
    "footer": [
        {"title": "À propos", "url": "/a-propos/", "noun": "page", "page": "2f6f0a52-9d0e-4a3b-8a8e-0b6b7d1c5e44"}
    ],
}
