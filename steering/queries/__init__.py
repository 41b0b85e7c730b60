from steering.queries.public import PublicFigures, public_figures
from steering.queries.state import SitesState, sites_state, stale_sites
from steering.queries.week import recent_changes

__all__ = ["PublicFigures", "SitesState", "public_figures", "recent_changes", "sites_state", "stale_sites"]
