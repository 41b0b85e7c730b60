"""The list behind a figure holds what the figure counts, whatever the figure, the place and the days."""

from datetime import date

import pytest

from sites.enums import Block, BlockStatus, Destination
from steering.queries.lists import kind_of, listed
from steering.queries.tallies import View, tallies_on
from steering.rules.counts import block_count, went_to
from steering.rules.periods import Period
from steering.services import take_snapshots
from tests.steering.field import TODAY, make_field, make_places

pytestmark = pytest.mark.django_db
ONE_A_SITE = ["open_sites", "without_action", "silent_3", "silent_6", "opened", "reinstalled", "closed", "resorbed"]
SUMMED = ["people", "households", "minors", "in_school", *(went_to(one) for one in Destination)]
BLOCKS = [block_count(block, status) for block in Block for status in BlockStatus]


def test_each_list_adds_up_to_its_figure():
    places = make_places()
    make_field(places, sites=60)
    take_snapshots()
    periods = [Period(date(2021, 1, 1), date(2023, 6, 30)), Period(date(2025, 12, 1), TODAY)]
    for view in (View(places.nation), View(places.epci), View(places.regions[0], (places.departements[0].pk,))):
        for period in periods:
            tallies = tallies_on(view, [period.eve, period.until])
            moved = tallies[period.until].since(tallies[period.eve])
            found = {code: listed(view, period, kind_of(code), size=500) for code in [*ONE_A_SITE, *SUMMED, *BLOCKS]}
            assert {code: found[code].count for code in [*ONE_A_SITE, *BLOCKS]} == {
                code: moved[code] for code in [*ONE_A_SITE, *BLOCKS]
            }
            assert {code: found[code].total or 0 for code in SUMMED} == {code: moved[code] for code in SUMMED}
            assert {code: found[code].total or 0 for code in BLOCKS} == {
                code: moved[f"{code}_people"] for code in BLOCKS
            }
            net = listed(view, period, kind_of("net"), size=500)
            assert (net.total or 0) == moved["opened"] - moved["closed"]
            for name in ("declaration", "action"):
                delay = listed(view, period, kind_of(f"{name}_delay"), size=500)
                assert (delay.count, delay.total or 0) == (moved[f"{name}_sites"], moved[f"{name}_days"])


def test_a_list_is_given_by_pages_that_hold_all_of_it_once():
    places = make_places()
    make_field(places, sites=30)
    period = Period.of_a_year(TODAY)
    kind = kind_of("opened")
    everything = listed(View(places.nation), Period(date(2000, 1, 1), period.until), kind, size=500)
    pages = [
        listed(View(places.nation), Period(date(2000, 1, 1), period.until), kind, page=one, size=7)
        for one in range(1, 6)
    ]
    keys = [line.site.pk for one in pages for line in one.lines]
    assert keys == [line.site.pk for line in everything.lines][:35]
    assert len(set(keys)) == len(keys)
    assert pages[0].pages == -(-everything.count // 7)
