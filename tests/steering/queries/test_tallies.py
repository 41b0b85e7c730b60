"""Golden tables: each count of the dashboards, made again site by site in plain Python (tests.steering.oracle)."""

from datetime import date, timedelta

import pytest

from sites.models import Observation, SitePage
from steering.models import Snapshot
from steering.queries.tallies import View, tallies_of_parts, tallies_on, view_of
from steering.rules.counts import COUNTS
from steering.services import follow_pages, take_snapshots
from territories.enums import Level
from tests.factories import ScopeFactory
from tests.steering.field import TODAY, make_field, make_places
from tests.steering.oracle import Oracle

pytestmark = pytest.mark.django_db
DAYS = [date(2022, 6, 30), date(2024, 12, 31), TODAY]


def kept() -> list:
    return list(Snapshot.objects.order_by("commune", "day").values_list("commune", "day", "counts"))


def test_each_count_is_that_of_the_golden_table_on_three_days_at_five_levels():
    places = make_places()
    make_field(places, sites=90)
    take_snapshots()
    oracle = Oracle()
    looked_at = [places.nation, places.regions[0], places.departements[0], places.epci, places.communes[0]]
    for place in looked_at:
        found = tallies_on(View(place), DAYS)
        for day in DAYS:
            expected = oracle.counted(place, day)
            assert set(expected) <= set(COUNTS)
            wrong = {name: (found[day][name], expected[name]) for name in COUNTS if found[day][name] != expected[name]}
            assert wrong == {}, (place, day)
            assert expected["open_sites"] or place == places.communes[0]


def test_taken_again_or_after_each_change_snapshots_are_the_same():
    places = make_places()
    sites = make_field(places, sites=40)
    take_snapshots()
    at_first = kept()
    take_snapshots()
    assert kept() == at_first

    moved, gone, seen = sites[1], sites[2], sites[4]
    SitePage.objects.filter(pk=moved.pk).update(commune=places.communes[5])
    SitePage.objects.filter(pk=gone.pk).update(live=False)
    Observation.objects.create(site=seen, observed_on=TODAY - timedelta(days=400), people=77)
    follow_pages([moved.pk, gone.pk, seen.pk])
    followed = kept()
    take_snapshots()
    assert followed != at_first
    assert kept() == followed


def test_the_parts_of_a_place_add_up_to_it():
    places = make_places()
    make_field(places, sites=40)
    take_snapshots()
    whole = tallies_on(View(places.nation), [TODAY])[TODAY]
    parts = tallies_of_parts(View(places.nation), Level.DEPARTEMENT, [TODAY])
    assert set(parts) == {place.pk for place in places.departements}
    assert {name: sum(one[TODAY][name] for one in parts.values()) for name in COUNTS} == {
        name: whole[name] for name in COUNTS
    }


def test_who_sees_a_part_of_a_place_counts_that_part():
    places = make_places()
    make_field(places, sites=40)
    take_snapshots()
    pilot = ScopeFactory(territory=places.departements[0]).user
    here, region = view_of(places.departements[0], pilot), view_of(places.regions[0], pilot)
    assert here.is_whole
    assert not region.is_whole
    assert tallies_on(region, DAYS) == tallies_on(here, DAYS)
    assert view_of(places.departements[2], pilot) is None
