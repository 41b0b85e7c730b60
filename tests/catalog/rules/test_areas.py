"""Areas keep their promise whatever the sites: enough of them, nothing twice, nothing to subtract."""

import random
from collections import defaultdict

import pytest
from hypothesis import given
from hypothesis import strategies as st

from catalog.registry import OpenSite
from catalog.rules.areas import Thresholds, compute_areas, is_enough

RULE = Thresholds(min_sites=3, min_people=20, rounding=5, withhold_under=11)

# Two régions of two départements of three communes; EPCI 30 crosses two départements, 31 has two communes, 2 has none.
LINES = {
    1: (1, 30, 50, 70, 90),
    2: (2, None, 50, 70, 90),
    3: (3, 30, 50, 70, 90),
    4: (4, 30, 51, 70, 90),
    5: (5, 31, 51, 70, 90),
    6: (6, 31, 51, 70, 90),
    7: (7, None, 52, 71, 90),
    8: (8, None, 53, 71, 90),
}


@st.composite
def open_sites(draw):
    people = draw(st.none() | st.integers(0, 60))
    minors = draw(st.none() | st.integers(0, people or 5))
    in_school = draw(st.none() | st.integers(0, minors or 0))
    commune = draw(st.sampled_from(sorted(LINES)))
    return OpenSite(commune_id=commune, people=people, minors=minors, minors_in_school=in_school)


releases = st.lists(open_sites(), max_size=40)


def areas_of(sites):
    return compute_areas(sites, lines=LINES, thresholds=RULE)


def assign(sites):
    """Which sites each area is made of, told again from the rule: the smallest place whose free sites are enough."""
    made, free = {}, list(sites)
    for level in range(5):
        groups = defaultdict(list)
        for site in free:
            groups[LINES[site.commune_id][level]].append(site)
        free = []
        for place, group in groups.items():
            if place is not None and is_enough(group, RULE):
                made[place] = group
            else:
                free += group
    return made


def total(sites, name):
    return sum(getattr(site, name) or 0 for site in sites)


@given(releases)
def test_each_area_holds_enough_sites_and_people(sites):
    made = assign(sites)
    assert {area.territory_id for area in areas_of(sites)} == set(made)
    for group in made.values():
        assert len(group) >= 3
        assert total(group, "people") >= 20


@given(releases)
def test_no_site_is_in_two_areas(sites):
    grouped = [id(site) for group in assign(sites).values() for site in group]
    assert len(grouped) == len(set(grouped))


@given(releases, st.randoms(use_true_random=False))
def test_the_order_of_sites_changes_nothing(sites, chance: random.Random):
    shuffled = sites[:]
    chance.shuffle(shuffled)
    assert areas_of(shuffled) == areas_of(sites)


@given(releases)
def test_figures_are_rounded(sites):
    for area in areas_of(sites):
        said = [area.open_sites, area.people, area.minors, area.minors_in_school]
        assert [figure for figure in said if figure is not None and figure % 5] == []


@given(releases)
def test_no_figure_nor_what_it_leaves_of_another_speaks_of_fewer_than_eleven_people(sites):
    """Every difference that one release allows: within a row, part from whole. Rows share no site to subtract."""
    made = assign(sites)
    for area in areas_of(sites):
        group = made[area.territory_id]
        people, minors, in_school = (total(group, name) for name in ("people", "minors", "minors_in_school"))
        if area.minors is not None:
            assert minors >= 11
            assert people - minors >= 11
        if area.minors_in_school is not None:
            assert in_school >= 11
            assert minors - in_school >= 11
            assert people - in_school >= 11


@given(releases)
def test_sums_of_areas_never_isolate_a_small_group(sites):
    """Subtracting all areas below a place from the place itself leaves nothing, or a group that is itself enough."""
    made = assign(sites)
    for place in {place for line in LINES.values() for place in line if place}:
        below = [group for other, group in made.items() if _is_inside(other, place)]
        own = made.get(place, [])
        assert not own or is_enough(own, RULE)
        assert all(is_enough(group, RULE) for group in below)


def _is_inside(place, above):
    return place != above and all(above in line for line in LINES.values() if place in line)


def site(commune_id, people=10, **more):
    return OpenSite(commune_id=commune_id, people=people, **more)


def said(sites):
    return [(area.territory_id, area.open_sites, area.people, area.is_remainder) for area in areas_of(sites)]


@pytest.mark.parametrize(
    ("sites", "expected"),
    [
        ([], []),
        ([site(1)] * 2, []),
        ([site(1)] * 3, [(1, 5, 30, False)]),
        ([site(1, 6)] * 3, []),
        ([site(1, None)] * 10, []),
        ([site(1), site(3), site(4)], [(30, 5, 30, False)]),
        ([site(1), site(2), site(3)], [(50, 5, 30, False)]),
        ([site(1), site(2), site(5)], [(70, 5, 30, False)]),
        ([site(1), site(5), site(7)], [(90, 5, 30, False)]),
        ([site(1)] * 3 + [site(3), site(3), site(4)], [(1, 5, 30, False), (30, 5, 30, True)]),
        ([site(1)] * 3 + [site(3)], [(1, 5, 30, False)]),
        ([site(999)] * 5, []),
    ],
)
def test_sites_go_to_the_smallest_place_where_they_are_enough(sites, expected):
    assert said(sites) == expected


@pytest.mark.parametrize(
    ("people", "minors", "in_school", "expected"),
    [
        (20, 10, 5, (60, 30, 15)),
        (20, 3, 1, (60, None, None)),
        (20, 17, 9, (60, None, None)),
        (20, 10, 9, (60, 30, None)),
        (20, None, None, (60, None, None)),
        # 22 people and 11 minors: told "20" and "10", the rule would give both back exactly.
        (7, 4, None, (20, None, None)),
    ],
)
def test_small_figures_and_their_complements_are_withheld(people, minors, in_school, expected):
    area = areas_of([site(1, people, minors=minors, minors_in_school=in_school)] * 3)[0]
    assert (area.people, area.minors, area.minors_in_school) == expected
