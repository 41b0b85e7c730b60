from sites.models.alert import WeatherAlert
from sites.models.closure import Closure, ClosureDestination, FollowUp, FormerClosure
from sites.models.files import ObservationPhoto, ProcedureDocument
from sites.models.observation import Observation
from sites.models.path import Phase, Procedure, ProcedureChange
from sites.models.proposal import ClosureProposal
from sites.models.report import PlaceReport
from sites.models.resettlement import Resettlement
from sites.models.site import SitePage

__all__ = [
    "Closure",
    "ClosureDestination",
    "ClosureProposal",
    "FollowUp",
    "FormerClosure",
    "Observation",
    "ObservationPhoto",
    "Phase",
    "PlaceReport",
    "Procedure",
    "ProcedureChange",
    "ProcedureDocument",
    "Resettlement",
    "SitePage",
    "WeatherAlert",
]
