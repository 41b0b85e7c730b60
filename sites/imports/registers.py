"""A register of sites, from the file to the report."""

from registers.imports.opened import Request, Say, open_register
from registers.imports.work import RegisterWork, plan_register
from sites.imports.planning import PlannedSite, Planner
from sites.imports.schema import SITE_SCHEMA


def plan_sites(request: Request, *, say: Say = lambda _count: None) -> RegisterWork[PlannedSite]:
    """Read a register and compare it with the sites that are known of it. Nothing is written."""
    opened = open_register(request, SITE_SCHEMA, noun="site", say=say)
    return plan_register(
        opened, Planner(register=opened.register, edition=opened.edition, edition_on=opened.edition_on)
    )
