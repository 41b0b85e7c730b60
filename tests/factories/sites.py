"""Sites, and what accumulates beside them. Fictitious names, on communes of the shared département."""

from datetime import date

import factory

from sites.enums import ClosureReason, PhaseKind, ProcedureKind
from sites.models import Closure, Observation, Phase, Procedure, SitePage
from tests.factories.cms import PageFactory, section_of
from tests.factories.territories import CommuneFactory


class SitePageFactory(PageFactory):
    """A published open site, in the section of its commune's département."""

    class Meta:
        model = SitePage

    title = factory.Sequence(lambda number: f"Les Peupliers {number}")
    commune = factory.SubFactory(CommuneFactory)
    address = "12 chemin de la Source"
    lon, lat = 2.361, 48.931

    @classmethod
    def _create(cls, model_class, *args, **kwargs):
        kwargs.setdefault("parent", section_of(kwargs["commune"]))
        return super()._create(model_class, *args, **kwargs)


class ObservationFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Observation

    site = factory.SubFactory(SitePageFactory)
    observed_on = factory.Sequence(lambda number: date(2024, 1 + number % 12, 1 + number // 12 % 28))
    people = 40


class PhaseFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Phase

    site = factory.SubFactory(SitePageFactory)
    kind = PhaseKind.SOCIOLOGICAL_DIAGNOSIS
    started_on = date(2025, 3, 1)


class ProcedureFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Procedure

    site = factory.SubFactory(SitePageFactory)
    kind = ProcedureKind.COURT_DECISION
    dated_on = date(2025, 6, 1)
    authority = "Tribunal judiciaire"


class ClosureFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Closure

    site = factory.SubFactory(SitePageFactory)
    closed_on = date(2026, 5, 1)
    reason = ClosureReason.RESORBED
