"""What the documents of practices hold, the same for everyone."""

from typing import Any

from rest_framework import serializers

from actions.enums import Theme
from api.fields import EntrySerializer
from knowledge.enums import EvidenceGrade, SiteNeed, TerritoryKind


class ComparisonSerializer(serializers.Serializer):
    """Sites where it was applied against similar ones without it. Shares and numbers are rounded to five."""

    better_percent = serializers.IntegerField(help_text="Of the sites where it was applied: share that got better.")
    similar_percent = serializers.IntegerField(help_text="The same share of similar sites without it.")
    sites = serializers.IntegerField(help_text="Sites where it was applied and that were followed, at least.")
    similar_sites = serializers.IntegerField(help_text="Similar sites without it that were followed, at least.")


class ResultsSerializer(serializers.Serializer):
    """People, summed over measured cases and rounded to five; null where it could point at somebody."""

    people = serializers.IntegerField(allow_null=True)
    enrolled = serializers.IntegerField(allow_null=True)
    work_people = serializers.IntegerField(allow_null=True)
    housing_people = serializers.IntegerField(allow_null=True)
    shelter_people = serializers.IntegerField(allow_null=True)
    health_people = serializers.IntegerField(allow_null=True)


class EvidenceSerializer(serializers.Serializer):
    """The grade, computed from tracked results and never typed in, with the numbers that it rests on."""

    grade = serializers.ChoiceField(choices=EvidenceGrade.values)
    cases = serializers.IntegerField(help_text="Times that it was applied.")
    measured = serializers.IntegerField(help_text="Of them, with counted results.")
    completed = serializers.IntegerField(help_text="Of them, brought to their end.")
    lasting = serializers.IntegerField(help_text="Of them, still good when asked again twelve months later.")
    places = serializers.IntegerField(help_text="Départements of the lasting ones.")
    failed = serializers.IntegerField(help_text="Failed or abandoned: shown, never hidden.")
    evaluations = serializers.IntegerField(help_text="Evaluations from outside that are attached.")
    comparison = ComparisonSerializer(allow_null=True)
    results = ResultsSerializer()


class EndorsementSerializer(serializers.Serializer):
    """A recommendation by a préfecture or another State service, while it stands. It is no evidence."""

    organisation = serializers.CharField()
    endorsed_on = serializers.DateField()
    comment = serializers.CharField(allow_blank=True)


class StepSerializer(serializers.Serializer):
    title = serializers.CharField()
    text = serializers.CharField()


class TranslationSerializer(serializers.Serializer):
    """The practice in another language. Evidence, themes and licence are those of the practice itself."""

    language = serializers.CharField(help_text="As BCP 47 writes it.")
    title = serializers.CharField()
    summary = serializers.CharField()
    url = serializers.CharField()
    people_needed = serializers.CharField(allow_blank=True)
    duration = serializers.CharField(allow_blank=True)
    cost = serializers.CharField(allow_blank=True)
    problem = serializers.CharField(allow_blank=True)
    context = serializers.CharField(allow_blank=True)  # type: ignore[assignment]
    results = serializers.CharField(allow_blank=True)
    success_factors = serializers.CharField(allow_blank=True)
    cautions = serializers.CharField(allow_blank=True)
    resources = serializers.CharField(allow_blank=True)
    steps = StepSerializer(many=True)


class PracticeSerializer(EntrySerializer):
    """A way of doing that worked. Prose is plain text."""

    themes = serializers.ListField(child=serializers.ChoiceField(choices=Theme.values))
    main_need = serializers.ChoiceField(
        choices=SiteNeed.values, allow_null=True, help_text="What it answers first; null: nothing in particular."
    )
    site_needs = serializers.ListField(child=serializers.ChoiceField(choices=SiteNeed.values))
    territory_kinds = serializers.ListField(child=serializers.ChoiceField(choices=TerritoryKind.values))
    organisation = serializers.CharField(allow_null=True)
    author_credit = serializers.CharField(allow_blank=True)
    licence = serializers.CharField()
    source_url = serializers.CharField(allow_blank=True)
    people_needed = serializers.CharField(allow_blank=True)
    duration = serializers.CharField(allow_blank=True)
    cost = serializers.CharField(allow_blank=True)
    review_on = serializers.DateField(allow_null=True, help_text="Day after which it is to be reviewed.")
    evidence = EvidenceSerializer()
    endorsements = EndorsementSerializer(many=True)
    problem = serializers.CharField(allow_blank=True)
    context = serializers.CharField(allow_blank=True)  # type: ignore[assignment]
    results = serializers.CharField(allow_blank=True)
    success_factors = serializers.CharField(allow_blank=True)
    cautions = serializers.CharField(allow_blank=True)
    resources = serializers.CharField(allow_blank=True)
    steps = StepSerializer(many=True)
    language = serializers.CharField(help_text="Of the title, the summary and the prose.")
    translations = TranslationSerializer(many=True)


EXAMPLE: dict[str, Any] = {
    "id": "8c1f6e1a-64c3-4a0e-9a55-0d9f3e1b7c22",
    "noun": "practice",
    "title": "Amener l'eau : une rampe de robinets raccordée au réseau",
    "url": "/bonnes-pratiques/amener-l-eau/",
    "summary": "Une rampe de robinets raccordée au réseau.",
    "themes": ["water_hygiene"],
    "main_need": "no_water",
    "site_needs": ["no_water"],
    "territory_kinds": ["city", "metropolis"],
    "organisation": "Association d'exemple",
    "author_credit": "",
    "licence": "Licence Ouverte 2.0",
    "source_url": "",
    "people_needed": "Un chargé de mission et le service des eaux",
    "duration": "Deux semaines",
    "cost": "",
    "review_on": "2027-06-01",
    "evidence": {
        "grade": "E1",
        "cases": 2,
        "measured": 1,
        "completed": 1,
        "lasting": 0,
        "places": 0,
        "failed": 0,
        "evaluations": 0,
        "comparison": None,
        "results": {
            "people": None,
            "enrolled": None,
            "work_people": None,
            "housing_people": None,
            "shelter_people": None,
            "health_people": None,
        },
    },
    "endorsements": [{"organisation": "Préfecture d'exemple", "endorsed_on": "2026-09-15", "comment": ""}],
    "problem": "Pas d'eau à moins de 500 mètres.",
    "context": "",
    "results": "",
    "success_factors": "",
    "cautions": "",
    "resources": "",
    "steps": [{"title": "Trouver le point de raccordement", "text": "Avec le service des eaux."}],
    "language": "fr",
    "translations": [],
    "dated_on": "2026-03-01",
    "updated_at": "2026-10-12T09:30:00Z",
    "point": None,
}
