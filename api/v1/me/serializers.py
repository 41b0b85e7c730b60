"""Who speaks, as OpenAPI tells it."""

from rest_framework import serializers

from actors.enums import Noun, Precision, Role, Verb


class ScopeSerializer(serializers.Serializer):
    """A role on a territory, or on one site."""

    role = serializers.ChoiceField(choices=Role.values)
    territory = serializers.CharField(allow_null=True)
    page_id = serializers.IntegerField(allow_null=True)


class MeSerializer(serializers.Serializer):
    kind = serializers.ChoiceField(choices=["member", "key"])
    name = serializers.CharField(help_text="Of the person, or the beginning of the key.")
    scopes = ScopeSerializer(many=True, required=False, help_text="Of a member.")
    abilities = serializers.DictField(
        child=serializers.ListField(child=serializers.ChoiceField(choices=Verb.values)),
        required=False,
        help_text="Of a member: what they may do, somewhere at least, by kind of thing: "
        + ", ".join(Noun.values)
        + ".",
    )
    organisation = serializers.CharField(required=False, help_text="Of a key.")
    precision = serializers.ChoiceField(choices=Precision.values, required=False, help_text="Of a key.")
    territories = serializers.ListField(child=serializers.CharField(), required=False, help_text="Of a key.")
    expires_at = serializers.DateTimeField(required=False, help_text="Of a key.")


EXAMPLE = {
    "kind": "key",
    "name": "4f1c9a02d7",
    "organisation": "Ville d'exemple",
    "precision": "commune",
    "territories": ["FR-departement-93"],
    "expires_at": "2027-11-23T00:00:00+00:00",
}
