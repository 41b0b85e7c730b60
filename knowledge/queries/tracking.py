"""From observations and closures to dated points, and from a practice's cases to what its sites have become."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date

from knowledge.enums import SiteNeed
from knowledge.models import PracticePage
from knowledge.queries.evidence import Told, told_cases
from knowledge.rules.comparison import Followed
from knowledge.rules.tracking import UNRESORBED, Change, Point, first_start, follow, lacks_school, needs_to_measure
from sites.enums import Block, BlockStatus
from sites.models import Closure, Observation, SitePage
from sites.rules.counts import band_of
from sites.rules.living import ANSWERS_OF_BLOCK, statuses

NEED_OF_BLOCK = {
    Block.WATER: SiteNeed.NO_WATER,
    Block.SANITATION: SiteNeed.NO_TOILETS,
    Block.WASTE: SiteNeed.WASTE,
    Block.FIRE: SiteNeed.FIRE_RISK,
    Block.VERMIN: SiteNeed.VERMIN,
    Block.ELECTRICITY: SiteNeed.ELECTRICITY,
}
# What is read of an observation, and nothing more.
READ = (
    "site_id", "observed_on", "people", "minors", "minors_in_school",
    *(name for names in ANSWERS_OF_BLOCK.values() for name in names),
)  # fmt: skip


@dataclass(frozen=True)
class Effect:
    """What became of one site after one case began."""

    told: Told
    site_id: int
    departement_id: int | None
    change: Change


@dataclass
class Field:
    """Every published site as points in order of days, read once for all practices."""

    points: dict[int, list[Point]] = field(default_factory=dict)
    departements: dict[int, int | None] = field(default_factory=dict)
    countries: dict[int, str] = field(default_factory=dict)


def read_field() -> Field:
    """Three queries, however many sites."""
    found = Field()
    sites = SitePage.objects.live().order_by("pk")
    for pk, parent_id, country in sites.values_list("pk", "commune__parent_id", "commune__country"):
        found.departements[pk], found.countries[pk] = parent_id, country
    points: dict[int, list[Point]] = defaultdict(list)
    seen = Observation.objects.filter(site__in=sites).validated().order_by("observed_on", "recorded_at", "pk")
    for observation in seen.only(*READ):
        points[observation.site_id].append(_point(observation))
    for site_id, closed_on, resorbed in (
        Closure.objects.filter(site__in=sites).order_by("pk").values_list("site_id", "closed_on", "is_resorbed")
    ):
        if resorbed is not None:
            present = frozenset() if resorbed else frozenset({UNRESORBED})
            points[site_id].append(Point(closed_on, present=present, known=frozenset({UNRESORBED})))
    found.points = {pk: sorted(points[pk], key=lambda point: point.day) for pk in found.departements if pk in points}
    return found


def needs_in(observation: Observation) -> tuple[frozenset[str], frozenset[str]]:
    """(needs that the site has, needs of which this observation tells)."""
    told = {NEED_OF_BLOCK[block]: status for block, status in statuses(observation).items()}
    known = {str(need) for need, status in told.items() if status != BlockStatus.UNKNOWN}
    present = {str(need) for need, status in told.items() if status == BlockStatus.BAD}
    if observation.minors is not None and observation.minors_in_school is not None and observation.minors > 0:
        known.add(str(SiteNeed.CHILDREN_OUT_OF_SCHOOL))
        if lacks_school(observation.minors, observation.minors_in_school):
            present.add(str(SiteNeed.CHILDREN_OUT_OF_SCHOOL))
    return frozenset(present), frozenset(known)


def effects_of(practice: PracticePage, sites: Field) -> list[Effect]:
    """One for each case and site that was seen before and long enough after, with one of the practice's needs."""
    needs = needs_to_measure(practice.site_needs, practice.themes)
    return [
        Effect(told, site_id, sites.departements[site_id], change)
        for told in told_cases(practice)
        for site_id in _sites_of(told, sites)
        if (change := follow(sites.points[site_id], needs, told.began_on))
    ]


def followed_sites(practice: PracticePage, effects: Iterable[Effect], sites: Field) -> Iterator[Followed]:
    """The sites of the practice's cases, each once, then those without it that were followed with the same needs."""
    needs = needs_to_measure(practice.site_needs, practice.themes)
    by_site: dict[int, list[Effect]] = defaultdict(list)
    for effect in effects:
        by_site[effect.site_id].append(effect)
    told = told_cases(practice)
    applied = {site_id for one in told for site_id in one.site_ids}
    failed = {site_id for one in told if one.case.is_failure for site_id in one.site_ids}
    countries = {sites.countries[site_id] for site_id in applied if site_id in sites.countries}
    for site_id in sorted(by_site):
        yield _applied(by_site[site_id], is_failed=site_id in failed, alone=_without(sites, site_id, needs))
    for site_id in sites.points:
        if site_id in by_site or sites.countries[site_id] not in countries:
            continue
        change = _without(sites, site_id, needs)
        # Where it failed, a site that nobody looked at again stays among those without it if that makes them better.
        if change and (site_id not in applied or (site_id in failed and change.is_better)):
            yield Followed(size=band_of(change.people), is_better=change.is_better)


def _applied(effects: list[Effect], *, is_failed: bool, alone: Change | None) -> Followed:
    """Of several cases on one site, one failure is a failure. Better by any reading, it was better without them."""
    is_better = any(effect.change.is_better for effect in effects)
    return Followed(
        size=band_of(effects[0].change.people),
        is_better=is_better or bool(is_failed and alone and alone.is_better),
        place_id=effects[0].departement_id,
        is_applied=True,
        is_failed=is_failed,
    )


def _without(sites: Field, site_id: int, needs: frozenset[str]) -> Change | None:
    points = sites.points[site_id]
    began_on: date | None = first_start(points, needs)
    return follow(points, needs, began_on) if began_on else None


def _sites_of(told: Told, sites: Field) -> list[int]:
    return [site_id for site_id in sorted(told.site_ids) if site_id in sites.points]


def _point(observation: Observation) -> Point:
    present, known = needs_in(observation)
    lives = observation.people is None or observation.people > 0
    return Point(
        day=observation.observed_on,
        present=present | ({UNRESORBED} if lives else frozenset()),
        known=known | ({UNRESORBED} if lives else frozenset()),
        people=observation.people,
    )
