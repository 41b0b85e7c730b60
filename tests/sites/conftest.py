"""Who meets around a site: one département, one person per role."""

import re

import pytest

from actors.enums import Role
from actors.models import User
from tests.factories.actors import ScopeFactory, UserFactory
from tests.factories.sites import SitePageFactory
from tests.factories.territories import CommuneFactory, DepartementFactory

ROLES = {
    "pilot": {"role": Role.PILOT},
    "partner": {"role": Role.PARTNER},
    "informed": {"role": Role.PARTNER, "sees_restricted": True},
    "actor": {"role": Role.ACTOR},
    "trusted": {"role": Role.ACTOR, "is_trusted": True},
    "observer": {"role": Role.OBSERVER},
}
NATIONWIDE = {"editor": {"role": Role.EDITOR}, "national": {"role": Role.NATIONAL}}


class People:
    """Of the site's département, but for `stranger`, an actor of another one, and `nobody`, who holds no scope.

    Each is born when first called, and stays the same.
    """

    def __init__(self, departement):
        self.departement = departement

    def __getattr__(self, name):
        if name in ROLES:
            person = ScopeFactory(territory=self.departement, **ROLES[name]).user
        elif name in NATIONWIDE:
            person = ScopeFactory(territory=self.departement.parent.parent, **NATIONWIDE[name]).user
        elif name == "stranger":
            person = ScopeFactory(territory=DepartementFactory(code="59", name="Nord"), role=Role.ACTOR).user
        elif name == "nobody":
            person = UserFactory()
        else:
            raise AttributeError(name)
        setattr(self, name, person)
        return person


@pytest.fixture
def commune(db):
    return CommuneFactory()


@pytest.fixture
def site(commune):
    return SitePageFactory(commune=commune)


@pytest.fixture
def people(commune):
    return People(commune.parent)


@pytest.fixture
def here(commune):
    commune.name, commune.search_name = "Bobigny", "bobigny"
    commune.save()
    return commune


@pytest.fixture
def again():
    """The same person at their next request: scopes are read once a request."""
    return lambda user: User.objects.get(pk=user.pk)


def without_token(answer) -> bytes:
    """A page without what differs between any two answers: the token of the form that logs out."""
    return re.sub(rb'name="csrfmiddlewaretoken" value="\w+"', b"", answer.content)
