"""Practices and those who took them up."""

from datetime import date

import factory

from actions.enums import Theme
from knowledge.models import Adoption, Endorsement, Evaluation, PracticeIndexPage, PracticePage
from tests.factories.actors import OrganisationFactory
from tests.factories.cms import PageFactory
from tests.factories.territories import DepartementFactory, Shared


class PracticePageFactory(PageFactory):
    class Meta:
        model = PracticePage

    title = factory.Sequence(lambda number: f"Amener l'eau en dix jours {number}")
    summary = "Une rampe de robinets raccordée au réseau."
    themes = [Theme.WATER_HYGIENE]

    @classmethod
    def default_parent(cls):
        return PracticeIndexPage.objects.get()

    @classmethod
    def _create(cls, model_class, *args, **kwargs):
        page = super()._create(model_class, *args, **kwargs)
        page.save()
        return page


class AdoptionFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Adoption

    practice = factory.SubFactory(PracticePageFactory)
    territory = Shared(DepartementFactory)
    organisation = factory.SubFactory(OrganisationFactory)
    started_on = date(2025, 1, 15)


class EndorsementFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Endorsement

    practice = factory.SubFactory(PracticePageFactory)
    organisation = factory.SubFactory(OrganisationFactory)
    endorsed_on = date(2026, 3, 2)


class EvaluationFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Evaluation

    practice = factory.SubFactory(PracticePageFactory)
    title = "Évaluation de l'accès à l'eau"
    evaluator = "Université d'exemple"
    dated_on = date(2026, 2, 1)
    conclusion = "favourable"
    summary = "L'eau est restée sur neuf sites de dix."
    url = "https://example.org/evaluation"
