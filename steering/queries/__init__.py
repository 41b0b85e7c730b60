from steering.queries.public import PublicFigures, public_figures
from steering.queries.state import SitesState, sites_state, stale_sites
from steering.queries.week import week_closures, week_observations

__all__ = [
    "PublicFigures",
    "SitesState",
    "public_figures",
    "sites_state",
    "stale_sites",
    "week_closures",
    "week_observations",
]
