"""People, organisations, what they may do, and keys."""

import factory

from actors.enums import OrganisationKind, Role
from actors.models import Organisation, Scope, User
from tests.factories.territories import DepartementFactory, Shared


class OrganisationFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Organisation

    name = factory.Sequence(lambda number: f"Association {number}")
    kind = OrganisationKind.ASSOCIATION
    territory = Shared(DepartementFactory)


class UserFactory(factory.django.DjangoModelFactory):
    """Someone with an account, the charter signed, and no scope."""

    class Meta:
        model = User

    email = factory.Sequence(lambda number: f"personne{number}@example.org")
    first_name = "Camille"
    last_name = factory.Sequence(lambda number: f"Exemple {number}")
    organisation = factory.SubFactory(OrganisationFactory)
    charter_due = False


class ScopeFactory(factory.django.DjangoModelFactory):
    """A pilot of the shared département unless said otherwise."""

    class Meta:
        model = Scope

    user = factory.SubFactory(UserFactory)
    role = Role.PILOT
    territory = Shared(DepartementFactory)
