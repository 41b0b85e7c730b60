from sites.models.closure import Closure, ClosureDestination
from sites.models.observation import Observation
from sites.models.path import Phase, Procedure
from sites.models.site import SitePage

__all__ = ["Closure", "ClosureDestination", "Observation", "Phase", "Procedure", "SitePage"]
