"""Who meets around an action: one département, one person per role; `operator` is the organisation of the actor."""

import pytest

from tests.factories.actions import ActionPageFactory
from tests.factories.territories import CommuneFactory, DepartementFactory
from tests.sites.conftest import People


@pytest.fixture
def departement(db):
    return DepartementFactory()


@pytest.fixture
def commune(departement):
    return CommuneFactory(parent=departement)


@pytest.fixture
def people(departement):
    return People(departement)


@pytest.fixture
def operator(people):
    return people.actor.organisation


@pytest.fixture
def action(departement, operator):
    return ActionPageFactory(territory=departement, operator=operator)
