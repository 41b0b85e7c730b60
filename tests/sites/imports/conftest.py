"""A small register of sites, and where the real ones stand."""

from datetime import date

import pytest

from registers.imports.opened import Request
from sites.imports.registers import plan_sites
from tests.registers.imports.conftest import real_registers

__all__ = ["real_registers"]

MAPPING = """
[register]
name = "small"
noun = "site"

[identity]
column = "ref"

[fields]
name = "name"
address = "address"
country = "country"
region_name = "region"
departement_name = "province"
departement_code = "province_code"
commune_name = "commune"
commune_code = "code"
lon = "lon"
lat = "lat"
households = "households"
people = "people"
women = "women"
installed_on = { column = "since", dates = ["year-month-day", "year-month", "month/year", "year", "decade"] }
water_access = "water"
observed_on = "seen"
reinstallation = "reinstalled"
resorption_target = "target"
origins = { column = "origins", values = { "UE" = "eu", "UE et hors UE" = ["eu", "non_eu"] } }
heatwave_alert = { column = "heat", values = { "oui" = "yes", "non" = "no" } }
social_assessment_started_on = "assessed"
social_assessment_completed_on = "assessed until"
"""


class SmallRegister:
    """`plan(edition, *rows)`: rows as dicts; columns are those of the first one, beside ref, name and country."""

    def __init__(self, folder):
        self.folder = folder
        self.mapping = folder / "small.toml"
        self.mapping.write_text(MAPPING)

    def request(self, edition, *rows):
        rows = [{"ref": f"R{rank}", "name": f"Camp {rank}", "country": "CL", **row} for rank, row in enumerate(rows, 1)]
        path = self.folder / "small.csv"
        lines = [rows[0].keys(), *(row.values() for row in rows)]
        path.write_text("".join(";".join(str(cell) for cell in line) + "\n" for line in lines))
        return Request(path, str(self.mapping), edition_on=date(edition, 1, 1) if edition else None)

    def plan(self, edition, *rows):
        return plan_sites(self.request(edition, *rows))

    def apply(self, edition, *rows):
        work = self.plan(edition, *rows)
        work.apply()
        return work.report.counts


@pytest.fixture
def small(tmp_path, db):
    return SmallRegister(tmp_path)
