"""The areas in which the public sees sites. Pure: no query; docs/privacy.md tells the rule in words.

Each open site goes to one area at most: the smallest place above it whose sites that no smaller area has taken are
enough together. Areas never overlap, and no total is published beside them: there is nothing to subtract from, and
what is left over at the top, being in no area, cannot be got back.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol

from catalog.rules.totals import bounds_of, rounded


class CountedSite(Protocol):
    """An open site, reduced to where it is and who lives there. None is unknown."""

    @property
    def commune_id(self) -> int: ...
    @property
    def people(self) -> int | None: ...
    @property
    def minors(self) -> int | None: ...
    @property
    def minors_in_school(self) -> int | None: ...


@dataclass(frozen=True)
class Thresholds:
    min_sites: int
    min_people: int
    rounding: int
    withhold_under: int


@dataclass(frozen=True)
class Area:
    """Figures are rounded. None is withheld. `is_remainder`: a part of the place is shown in smaller areas.

    `exact_*` are what they are rounded from, for totals; they are told to nobody.
    """

    territory_id: int
    open_sites: int
    people: int | None
    minors: int | None
    minors_in_school: int | None
    is_remainder: bool
    exact_open_sites: int = 0
    exact_people: int = 0


def compute_areas(
    sites: Iterable[CountedSite], *, lines: Mapping[int, Sequence[int | None]], thresholds: Thresholds
) -> list[Area]:
    """Areas by territory id. The same whatever the order of `sites`.

    lines: for each commune, the places in which its sites may be counted, from the commune itself up to the nation;
    None where a level has no place. A site whose commune is not there is counted nowhere.
    """
    left = [site for site in sites if site.commune_id in lines]
    areas: list[Area] = []
    split: set[int] = set()
    for level in range(max((len(line) for line in lines.values()), default=0)):
        groups: dict[int, list[CountedSite]] = defaultdict(list)
        waiting = []
        for site in left:
            line = lines[site.commune_id]
            place = line[level] if level < len(line) else None
            if place is None:
                waiting.append(site)
            else:
                groups[place].append(site)
        for place, group in groups.items():
            if is_enough(group, thresholds):
                areas.append(_area(place, group, thresholds, is_remainder=place in split))
                split |= {above for site in group for above in lines[site.commune_id][level:] if above is not None}
            else:
                waiting += group
        left = waiting
    return sorted(areas, key=lambda area: area.territory_id)


def is_enough(sites: Sequence[CountedSite], thresholds: Thresholds) -> bool:
    """Unknown counts for nobody: it cannot make a group safe."""
    return len(sites) >= thresholds.min_sites and _sum(sites, "people") >= thresholds.min_people


def _area(territory_id: int, sites: Sequence[CountedSite], thresholds: Thresholds, *, is_remainder: bool) -> Area:
    rounding = thresholds.rounding
    people, minors, in_school = (_sum(sites, name) for name in ("people", "minors", "minors_in_school"))
    said_people = _said(people, of=None, thresholds=thresholds)
    said_minors = _said(minors, of=said_people, thresholds=thresholds)
    return Area(
        territory_id=territory_id,
        open_sites=rounded(len(sites), rounding=rounding),
        people=said_people,
        minors=said_minors,
        minors_in_school=None if said_minors is None else _said(in_school, of=said_minors, thresholds=thresholds),
        is_remainder=is_remainder,
        exact_open_sites=len(sites),
        exact_people=people,
    )


def _said(part: int, *, of: int | None, thresholds: Thresholds) -> int | None:
    """A number of people, rounded, or None if it, or what is left of the whole `of` without it, may be of too few.

    The second is the complementary cell: adults beside minors, children out of school beside those in school. Both are
    judged on rounded figures, by the lowest that these leave possible: that a figure is told, or not, then tells
    nothing more than the figures do (docs/decisions/0150).
    """
    least, rounding = thresholds.withhold_under, thresholds.rounding
    told = rounded(part, rounding=rounding)
    lowest, highest = bounds_of(told, rounding=rounding)
    rest = least if of is None else bounds_of(of, rounding=rounding)[0] - highest
    return told if min(lowest, rest) >= least else None


def _sum(sites: Iterable[CountedSite], name: str) -> int:
    return sum(getattr(site, name) or 0 for site in sites)
