"""Actions with their results and money."""

from datetime import date
from decimal import Decimal

import factory

from actions.enums import FundingSource, Theme
from actions.models import ActionPage, Funding, Indicator
from tests.factories.actors import OrganisationFactory
from tests.factories.cms import PageFactory, section_of
from tests.factories.territories import DepartementFactory, Shared


class ActionPageFactory(PageFactory):
    """A published action under way, in the section of its territory."""

    class Meta:
        model = ActionPage

    title = factory.Sequence(lambda number: f"Médiation scolaire {number}")
    objectives = "Que chaque enfant aille à l'école."
    themes = [Theme.SCHOOLING]
    operator = factory.SubFactory(OrganisationFactory)
    territory = Shared(DepartementFactory)
    started_on = date(2024, 9, 1)

    @classmethod
    def _create(cls, model_class, *args, **kwargs):
        kwargs.setdefault("parent", section_of(kwargs["territory"]))
        page = super()._create(model_class, *args, **kwargs)
        page.save()
        return page


class IndicatorFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Indicator

    action = factory.SubFactory(ActionPageFactory)
    year = 2025
    people = 60
    minors = 24
    to_be_schooled = 20
    enrolled_primary = 11


class FundingFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Funding

    action = factory.SubFactory(ActionPageFactory)
    year = 2025
    source = FundingSource.DEDICATED
    planned_eur = Decimal("45000.00")
