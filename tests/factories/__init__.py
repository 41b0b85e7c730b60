"""What tests are made of, one file per floor."""

from tests.factories.actors import OrganisationFactory, ScopeFactory, UserFactory
from tests.factories.territories import (
    CommuneFactory,
    DepartementFactory,
    EpciFactory,
    NationFactory,
    RegionFactory,
    TerritoryFactory,
)

__all__ = [
    "CommuneFactory",
    "DepartementFactory",
    "EpciFactory",
    "NationFactory",
    "OrganisationFactory",
    "RegionFactory",
    "ScopeFactory",
    "TerritoryFactory",
    "UserFactory",
]
