"""Who meets around a practice: one département, one person per role, an action that measures."""

import pytest

from tests.factories.actions import ActionPageFactory, IndicatorFactory
from tests.factories.knowledge import PracticePageFactory
from tests.factories.territories import DepartementFactory
from tests.sites.conftest import People


@pytest.fixture
def departement(db):
    return DepartementFactory()


@pytest.fixture
def people(departement):
    return People(departement)


@pytest.fixture
def practice(db):
    return PracticePageFactory()


@pytest.fixture
def measured_action(departement, people):
    action = ActionPageFactory(territory=departement, operator=people.actor.organisation)
    IndicatorFactory(action=action)
    return action
