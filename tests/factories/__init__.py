"""What tests are made of, one file per floor."""

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
    "RegionFactory",
    "TerritoryFactory",
]
