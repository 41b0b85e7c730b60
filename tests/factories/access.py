"""Requests for access."""

import factory

from actors.enums import OrganisationKind, RequestState
from actors.models import AccessRequest
from tests.factories.territories import CommuneFactory


class AccessRequestFactory(factory.django.DjangoModelFactory):
    """One that waits, on a commune of the shared département."""

    class Meta:
        model = AccessRequest

    email = factory.Sequence(lambda number: f"demande{number}@example.org")
    first_name = "Dominique"
    last_name = factory.Sequence(lambda number: f"Nouvelle {'abcdefghij'[number % 10]}")
    position = "Médiatrice"
    organisation_name = "Association nouvelle"
    organisation_kind = OrganisationKind.ASSOCIATION
    territory = factory.SubFactory(CommuneFactory)
    reason = "Pour accompagner les familles."
    state = RequestState.WAITING
