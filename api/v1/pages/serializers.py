"""What pages of prose say: blocks of known types, and the same as HTML."""

from typing import Any

from drf_spectacular.utils import PolymorphicProxySerializer, extend_schema_field
from rest_framework import serializers

from actors.enums import Noun
from catalog.enums import PageKind

PATH = "Path on this platform."
NOUNS = [noun.value for noun in (Noun.PAGE, Noun.NEWS, Noun.PRACTICE, Noun.TERRITORY)]


class RenditionSerializer(serializers.Serializer):
    url = serializers.CharField(help_text=PATH)
    width = serializers.IntegerField()
    height = serializers.IntegerField()
    type = serializers.CharField(help_text="Media type.")


class FocalPointSerializer(serializers.Serializer):
    """What matters in a picture, as parts of its width and of its height, from the top left."""

    x = serializers.FloatField(min_value=0, max_value=1)
    y = serializers.FloatField(min_value=0, max_value=1)


class ImageSerializer(serializers.Serializer):
    """A picture, in sizes from the narrowest to the widest. Nothing that a camera wrote is in them."""

    alt = serializers.CharField(allow_blank=True, help_text="What the picture shows; empty for one that only adorns.")
    focal_point = FocalPointSerializer(allow_null=True)
    renditions = RenditionSerializer(many=True)
    card = RenditionSerializer(help_text="Cut for social networks.")


class LinkSerializer(serializers.Serializer):
    url = serializers.CharField()
    noun = serializers.CharField(allow_null=True, help_text="Of what the API gives.")
    id = serializers.CharField(allow_null=True, help_text="Of what the API gives.")


class BlockSerializer(serializers.Serializer):
    id = serializers.CharField(help_text="The same as long as the block stands.")
    type = serializers.CharField()


class HeadingBlockSerializer(BlockSerializer):
    text = serializers.CharField()


class RichBlockSerializer(BlockSerializer):
    html = serializers.CharField(allow_blank=True, help_text="HTML that is safe to show.")
    links = LinkSerializer(many=True)


class TitledBlockSerializer(RichBlockSerializer):
    title = serializers.CharField(allow_blank=True)


class FigureBlockSerializer(BlockSerializer):
    image = ImageSerializer()
    caption = serializers.CharField(allow_blank=True)


class VideoBlockSerializer(BlockSerializer):
    """A film never comes without what it shows and says in writing."""

    url = serializers.CharField()
    title = serializers.CharField()
    description = serializers.CharField(help_text="What it shows and says, as HTML that is safe to show.")
    links = LinkSerializer(many=True)


class QuoteBlockSerializer(BlockSerializer):
    text = serializers.CharField()
    author = serializers.CharField(allow_blank=True)


class LatestBlockSerializer(BlockSerializer):
    """The latest of a kind, on the day of reading: ask its own resource."""

    title = serializers.CharField()
    noun = serializers.CharField()
    count = serializers.IntegerField()


class PracticeBlockSerializer(BlockSerializer):
    title = serializers.CharField()
    url = serializers.CharField(help_text=PATH)
    practice = serializers.CharField(help_text="Its identifier.")
    comment = serializers.CharField(allow_blank=True)


BLOCKS: dict[str, Any] = {
    "heading": HeadingBlockSerializer,
    "text": RichBlockSerializer,
    "figure": FigureBlockSerializer,
    "video": VideoBlockSerializer,
    "quote": QuoteBlockSerializer,
    "callout": TitledBlockSerializer,
    "step": TitledBlockSerializer,
    "latest": LatestBlockSerializer,
    "practice": PracticeBlockSerializer,
}


@extend_schema_field(
    PolymorphicProxySerializer(component_name="Block", serializers=BLOCKS, resource_type_field_name="type", many=True)
)
class BodyField(serializers.ListField):
    """Blocks, in their order."""


class PageSerializer(serializers.Serializer):
    id = serializers.CharField(help_text="For news and practices, that of their own resource too.")
    noun = serializers.ChoiceField(choices=NOUNS)
    kind = serializers.ChoiceField(choices=PageKind.values)
    title = serializers.CharField()
    url = serializers.CharField(help_text=PATH)
    summary = serializers.CharField(allow_blank=True)
    seo_title = serializers.CharField()
    description = serializers.CharField(allow_blank=True, help_text="For search engines.")
    territory = serializers.CharField(allow_null=True, help_text="Key of the place that it speaks of.")
    image = ImageSerializer(allow_null=True)
    body = BodyField()
    html = serializers.CharField(allow_blank=True, help_text="The body as plain HTML that is safe to show.")
    dated_on = serializers.DateField(allow_null=True)
    published_at = serializers.DateTimeField(allow_null=True)
    updated_at = serializers.DateTimeField()


EXAMPLE: dict[str, Any] = {
    "id": "2f6f0a52-9d0e-4a3b-8a8e-0b6b7d1c5e44",
    "noun": "page",
    "kind": "standard",
    "title": "À propos",
    "url": "/a-propos/",
    "summary": "Ce que fait la plateforme.",
    "seo_title": "À propos",
    "description": "Ce que fait la plateforme.",
    "territory": None,
    "image": None,
    "body": [
        {"id": "d7c0a7ce-3f0a-4c5d-9f0e-0a4d8f0b1c2d", "type": "heading", "text": "Qui écrit ici"},
        {
            "id": "0e7b6a53-7c8e-4c7e-8c39-6c8e3d8a9b10",
            "type": "text",
            "html": '<p>Des <a href="/contact-et-acces/">équipes</a> du terrain.</p>',
            "links": [{"url": "/contact-et-acces/", "noun": "page", "id": "a3c1c1d2-6d3e-4f8b-9a55-1c2d3e4f5a6b"}],
        },
    ],
    "html": '<h2>Qui écrit ici</h2>\n<p>Des <a href="/contact-et-acces/">équipes</a> du terrain.</p>',
    "dated_on": None,
    "published_at": "2026-03-01T08:00:00Z",
    "updated_at": "2026-10-12T09:30:00Z",
}
