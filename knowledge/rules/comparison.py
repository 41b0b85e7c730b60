"""Sites where a practice was applied against similar sites without it. Pure; the rule in words: docs/evidence.md.

Each applied site is given the share of similar sites without the practice that got better as its chance of getting
better anyhow. The comparison holds when as many as were seen would be rare by chance alone. It is built so that a
failure never helps: a failed site counts as one that did not get better, and is taken from those without the practice
only where that makes them look better, never worse (tests/knowledge/rules/test_comparison.py).
"""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

MIN_APPLIED, MIN_SIMILAR, MIN_DEPARTEMENTS = 10, 20, 2
# What is published of shares and of numbers of sites is rounded to this.
ROUNDING = 5
CHANCE = 0.05
# How much the share of all sizes weighs in that of one size, in sites.
WEIGHT = 4


@dataclass(frozen=True)
class Followed:
    """One site, followed long enough. size: its band of people. is_applied, is_failed: of a case of the practice."""

    size: str
    is_better: bool
    place_id: int | None = None
    is_applied: bool = False
    is_failed: bool = False

    @property
    def counts_as_better(self) -> bool:
        return self.is_better and not self.is_failed


@dataclass(frozen=True)
class Compared:
    """Exact counts, told to nobody; `chance`: that as many get better without the practice, None below the minima."""

    applied: int = 0
    better: int = 0
    failed: int = 0
    similar: int = 0
    similar_better: int = 0
    places: int = 0
    chance: float | None = None

    @property
    def is_told(self) -> bool:
        """Whether there are enough sites for shares to point at none of them, and to mean something."""
        return self.chance is not None

    @property
    def holds(self) -> bool:
        return self.chance is not None and self.chance < CHANCE

    @property
    def better_percent(self) -> int:
        return _percent(self.better, self.applied)

    @property
    def similar_percent(self) -> int:
        return _percent(self.similar_better, self.similar)


def compare(sites: Iterable[Followed]) -> Compared:
    """The same whatever the order of `sites`."""
    followed = list(sites)
    applied = [site for site in followed if site.is_applied]
    untouched = [site for site in followed if not site.is_applied]
    # Where it failed and things got better all the same, they got better without it.
    without = untouched + [site for site in applied if site.is_failed and site.is_better]
    succeeding = [site for site in applied if not site.is_failed]
    places = {site.place_id for site in succeeding if site.place_id is not None}
    is_enough = len(succeeding) >= MIN_APPLIED and len(untouched) >= MIN_SIMILAR and len(places) >= MIN_DEPARTEMENTS
    better = sum(site.counts_as_better for site in applied)
    return Compared(
        applied=len(applied),
        better=better,
        failed=len(applied) - len(succeeding),
        similar=len(without),
        similar_better=sum(site.is_better for site in without),
        places=len(places),
        chance=_at_least(better, _chances(applied, without)) if is_enough else None,
    )


def _chances(applied: Iterable[Followed], without: Sequence[Followed]) -> list[float]:
    """For each applied site, the share of similar ones that got better, drawn towards that of all sizes if few."""
    seen = Counter(site.size for site in without)
    good = Counter(site.size for site in without if site.is_better)
    overall = (sum(good.values()) + 1) / (len(without) + 2)
    sizes = sorted(site.size for site in applied)
    return [(good[size] + WEIGHT * overall) / (seen[size] + WEIGHT) for size in sizes]


def _at_least(wanted: int, chances: Iterable[float]) -> float:
    """The chance that `wanted` or more of independent events happen."""
    spread = [1.0]
    for chance in chances:
        spread = [
            (spread[count] * (1 - chance) if count < len(spread) else 0.0)
            + (spread[count - 1] * chance if count else 0.0)
            for count in range(len(spread) + 1)
        ]
    return sum(spread[wanted:])


def _percent(part: int, whole: int) -> int:
    return ROUNDING * round(100 * part / whole / ROUNDING) if whole else 0
