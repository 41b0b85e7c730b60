"""An attacker of unlimited means, who knows the rule and everything that is published of areas, learns no count.

What they can exclude by arithmetic, linear or integer programming is what no world publishes: so, for random worlds and
for each count that a figure alone leaves possible, a world with that very count and the same publication, to the last
figure, is made. It is put through the rule itself, not through a model of it. AREA_WORLDS says how many worlds.
"""

import os
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from hypothesis import given, settings
from hypothesis import strategies as st

from catalog.registry import OpenSite
from catalog.rules.areas import Area, Thresholds, compute_areas
from catalog.rules.totals import bounds_of, cell_of, safe_total
from tests.catalog.rules.test_areas import LINES, RULE, assign, open_sites, total

WORLDS = int(os.environ.get("AREA_WORLDS", "25"))
worlds = st.lists(open_sites(), min_size=4, max_size=24)
COUNTS = ("people", "minors", "minors_in_school")


def published(sites: Iterable[OpenSite], rule: Thresholds = RULE) -> tuple:
    """All that the public is told: areas, whose sums everything else is made of (0071), and the totals of the day."""
    areas = compute_areas(sites, lines=LINES, thresholds=rule)
    told = [replace(area, exact_open_sites=0, exact_people=0) for area in areas]
    return told, *totals_of(areas, rule)


def totals_of(areas: Sequence[Area], rule: Thresholds) -> tuple[int | None, int | None]:
    """As catalog.services.areas tells them."""
    step, people = rule.rounding, [area for area in areas if area.people is not None]
    of_sites = [cell_of(area.exact_open_sites, rounding=step, at_least=rule.min_sites) for area in areas]
    of_people = [cell_of(area.exact_people, rounding=step, at_least=rule.min_people) for area in people]
    return safe_total(of_sites, rounding=2 * step), safe_total(of_people, rounding=2 * step)


@settings(max_examples=WORLDS)
@given(worlds, st.sampled_from(COUNTS))
def test_no_count_that_a_figure_leaves_possible_can_be_excluded(sites, name):
    told = published(sites)
    for area in told[0]:
        for wanted in possible_counts(area, name):
            others = worlds_with(sites, told, area.territory_id, name, wanted)
            assert any(published(other) == told for other in others), (area, name, wanted)


@settings(max_examples=WORLDS)
@given(worlds, st.sampled_from(COUNTS[1:]))
def test_a_withheld_count_may_be_any_of_eleven_at_least(sites, name):
    made, told = assign(sites), published(sites)
    for area in told[0]:
        if getattr(area, name) is None:
            group = made[area.territory_id]
            most = total(group, "people") if name == "minors" else total(group, "minors")
            found = [n for n in range(most + 1) if published(moved(sites, group, name, n)) == told]
            assert len(found) >= min(RULE.withhold_under, most + 1), (area, name, found)


@settings(max_examples=WORLDS)
@given(worlds, st.randoms(use_true_random=False))
def test_sites_that_are_in_no_area_are_in_nothing(sites, chance):
    """They may be fewer, count otherwise, or not be there at all."""
    grouped = {id(site) for group in assign(sites).values() for site in group}
    alone = [site for site in sites if id(site) not in grouped]
    kept = [site for site in sites if id(site) in grouped]
    assert published(kept) == published(sites)
    fewer = [replace(site, people=0, minors=None) for site in alone if chance.random() < 0.5]
    assert published([*kept, *fewer]) == published(sites)


def test_the_same_attacker_wins_where_figures_are_exact():
    exact = replace(RULE, rounding=1)
    sites = [OpenSite(commune_id=1, people=people) for people in (12, 30, 7)]
    told = published(sites, exact)
    others = [moved(sites, sites, "people", n) for n in range(20, 161)]
    assert sum(published(one, exact) == told for one in others) == 1


def possible_counts(area: Area, name: str) -> range:
    """What the figure alone leaves possible, and the rule that everybody knows. Nothing for a withheld one."""
    said = getattr(area, name)
    if said is None:
        return range(0)
    lowest, highest = bounds_of(said, rounding=RULE.rounding)
    return range(max(lowest, RULE.min_people if name == "people" else 0), highest + 1)


def worlds_with(sites, told: tuple, place: int, name: str, wanted: int) -> Iterator[list[OpenSite]]:
    """Worlds in which this area holds that count: by one or another of its sites, wherever in it that site stands.

    The other areas take as much of the difference as their own figures allow: the total of true counts moves least.
    """
    made = assign(sites)
    bounds = {area.territory_id: possible_counts(area, "people") for area in told[0]}
    before = {other: total(group, "people") for other, group in made.items()}
    needed = before[place] - wanted if name == "people" else 0
    world, group = list(sites), made[place]
    for other in made.keys() - {place}:
        count = min(max(before[other] + needed, bounds[other][0]), bounds[other][-1])
        needed -= count - before[other]
        world = moved(world, made[other], "people", count)
    for number in range(len(group)):
        turned = [*group[number:], *group[:number]]
        yield moved(world, turned, name, wanted)
    for carrier in group:
        for commune in {site.commune_id for site in group} - {carrier.commune_id}:
            there = replace(carrier, commune_id=commune)
            rest = [site for site in group if site is not carrier]
            yield moved([there if site is carrier else site for site in world], [there, *rest], name, wanted)


def moved(sites, group: Sequence[OpenSite], name: str, wanted: int) -> list[OpenSite]:
    """With that count in the group: the first of its sites takes the difference, the following ones what it cannot."""
    difference, changed = wanted - total(group, name), {}
    for site in group:
        taken = max(difference, -(getattr(site, name) or 0))
        changed[id(site)] = replace(site, **{name: (getattr(site, name) or 0) + taken})
        difference -= taken
        if not difference:
            break
    return [changed.get(id(site), site) for site in sites]
