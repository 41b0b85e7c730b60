"""Golden tables on an imported register: each count made again site by site, for three dates at three levels."""

from datetime import date

import pytest

from registers.imports.opened import Request
from sites.imports.registers import plan_sites
from steering.queries.tallies import View, tallies_on
from steering.rules.counts import COUNTS
from steering.services import take_snapshots
from territories.enums import Level
from territories.models import Territory
from tests.steering.oracle import Oracle

pytestmark = [pytest.mark.django_db, pytest.mark.registers]
DAYS = [date(2012, 6, 30), date(2024, 12, 31), date(2026, 6, 30)]


def test_the_camps_of_tucuman_are_counted_as_one_by_one(real_registers):
    folder = real_registers / "ar_renabap_amt"
    for name in ("RENABAP_amt_2018.shp", "RENABAP_amt_2022.shp", "RENABAP_amt_2023.gpkg"):
        plan_sites(Request(folder / name, "ar_renabap_amt")).apply()
    take_snapshots()
    oracle, compared, told = Oracle(), 0, 0
    for level in (Level.NATION, Level.DEPARTEMENT, Level.COMMUNE):
        place = Territory.objects.filter(country="AR", level=level).in_order().first()
        found = tallies_on(View(place), DAYS)
        for day in DAYS:
            expected = oracle.counted(place, day)
            assert {name: found[day][name] for name in COUNTS} == {name: expected[name] for name in COUNTS}
            compared, told = compared + len(COUNTS), told + sum(map(bool, expected.values()))
    assert (compared, told > 60) == (819, True)
