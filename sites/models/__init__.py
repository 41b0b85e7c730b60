from sites.models.alert import WeatherAlert
from sites.models.closure import Closure, ClosureDestination
from sites.models.observation import Observation
from sites.models.path import Phase, Procedure, ProcedureChange
from sites.models.resettlement import Resettlement
from sites.models.site import SitePage

__all__ = [
    "Closure",
    "ClosureDestination",
    "Observation",
    "Phase",
    "Procedure",
    "ProcedureChange",
    "Resettlement",
    "SitePage",
    "WeatherAlert",
]
