"""The shapes that answers share, described for OpenAPI. Answers themselves are written at publication, not here."""

from typing import Any

from rest_framework import serializers

from api.enums import APART

Kind = type[serializers.Serializer]


class PointSerializer(serializers.Serializer):
    """WGS84 degrees."""

    lon = serializers.FloatField(min_value=-180, max_value=180)
    lat = serializers.FloatField(min_value=-90, max_value=90)


class ErrorSerializer(serializers.Serializer):
    parameter = serializers.CharField()
    code = serializers.CharField()
    detail = serializers.CharField()


class ProblemSerializer(serializers.Serializer):
    """RFC 9457. `errors` names the parameters that are refused."""

    type = serializers.CharField()
    title = serializers.CharField()
    status = serializers.IntegerField()
    detail = serializers.CharField()
    errors = ErrorSerializer(many=True, required=False)  # type: ignore[assignment] # (fields leave the class)


def included_field() -> serializers.DictField:
    return serializers.DictField(
        required=False,
        help_text="Only when asked by `include`: by name, the thing, the list of things or null.",
    )


class EntrySerializer(serializers.Serializer):
    """What every document of the catalogue holds; each noun adds its own. Unknown is null, which is not zero."""

    id = serializers.CharField()
    noun = serializers.CharField()
    title = serializers.CharField()
    url = serializers.CharField(help_text="Path of the page on this platform.")
    summary = serializers.CharField(allow_blank=True)
    dated_on = serializers.DateField(allow_null=True)
    updated_at = serializers.DateTimeField()
    point = PointSerializer(allow_null=True)
    included = included_field()


class PointGeometrySerializer(serializers.Serializer):
    """RFC 7946: longitude, then latitude."""

    type = serializers.ChoiceField(choices=["Point"])
    coordinates = serializers.ListField(child=serializers.FloatField(), min_length=2, max_length=2)


def page_of(serializer: Kind) -> Kind:
    """The envelope of a list."""
    fields: dict[str, Any] = {
        "count": serializers.IntegerField(help_text="All that match, for this reader."),
        "next": serializers.URLField(allow_null=True, help_text="The next page, or null."),
        "results": serializer(many=True),
    }
    return _derived(serializer, "Page", fields)


def collection_of(serializer: Kind) -> Kind:
    """A FeatureCollection of RFC 7946 whose properties are those of the document, but `id` and `point`."""
    own = {name: field for name, field in serializer().get_fields().items() if name not in APART}
    feature = {
        "type": serializers.ChoiceField(choices=["Feature"]),
        "id": serializers.CharField(),
        "geometry": PointGeometrySerializer(allow_null=True),
        "properties": _derived(serializer, "Properties", own)(),
    }
    collection = {
        "type": serializers.ChoiceField(choices=["FeatureCollection"]),
        "numberMatched": serializers.IntegerField(),
        "numberReturned": serializers.IntegerField(help_text="20,000 at most, the latest changes first."),
        "features": _derived(serializer, "Feature", feature)(many=True),
    }
    return _derived(serializer, "Collection", collection)


def _derived(serializer: Kind, suffix: str, fields: dict[str, Any]) -> Kind:
    """AreaSerializer and "Page" make AreaPageSerializer, known as AreaPage in OpenAPI."""
    name = serializer.__name__.removesuffix("Serializer") + suffix
    return type(f"{name}Serializer", (serializers.Serializer,), fields)
