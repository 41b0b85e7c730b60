"""Where the sites that a viewer may read stand now. Each figure says on how much of it it rests."""

from dataclasses import dataclass
from datetime import date

from django.db.models import Count, F, Max, Min, Q, Sum
from django.utils import timezone

from actors.enums import Noun
from actors.rules import Viewer
from catalog.models import Entry
from sites.enums import OPEN_STATUSES
from sites.models import Observation, SitePage
from sites.querysets import SiteQuerySet
from sites.rules.freshness import STALE_AFTER
from territories.models import Territory


@dataclass(frozen=True)
class Counted:
    """A sum, and over how many of the sites it was known: unknown is never added as zero.

    None when there are sites and it is known on none of them.
    """

    total: int | None
    known_on: int
    unknown_on: int

    @classmethod
    def of(cls, total: int | None, known_on: int, *, sites: int) -> "Counted":
        return cls(None if sites and not known_on else total or 0, known_on, sites - known_on)


@dataclass(frozen=True)
class SitesState:
    """Open sites in a territory as of their latest observations."""

    open_sites: int
    people: Counted
    households: Counted
    minors: Counted
    minors_in_school: Counted
    # Minors of the sites where schooling is known: the denominator of the share.
    minors_where_school_known: int
    # The days between which these sites were last observed; None without any.
    oldest: date | None
    newest: date | None
    without_recent_observation: int
    closed_this_year: int
    resorbed_this_year: int

    @property
    def share_in_school(self) -> int | None:
        """Percentage of minors in school, over the sites where both numbers are known."""
        if not self.minors_where_school_known or self.minors_in_school.total is None:
            return None
        return round(100 * self.minors_in_school.total / self.minors_where_school_known)

    @property
    def school_coverage(self) -> int | None:
        """On which percentage of the minors the share rests."""
        return round(100 * self.minors_where_school_known / self.minors.total) if self.minors.total else None


def readable_sites(viewer: Viewer, territory: Territory | None = None) -> SiteQuerySet:
    """The sites that `viewer` may read one by one: those whose published entry they see."""
    entries = Entry.objects.visible_to(viewer, noun=Noun.SITE)
    sites = SitePage.objects.filter(pk__in=entries.values("page_id"))
    return sites.inside(territory) if territory else sites


def sites_state(viewer: Viewer, territory: Territory | None = None) -> SitesState:
    sites = readable_sites(viewer, territory)
    latest = Observation.objects.filter(
        pk__in=Observation.objects.filter(site__in=sites.open()).latest_of_each().values("pk")
    )
    known_school = Q(minors_in_school__isnull=False, minors__isnull=False)
    sums = latest.aggregate(
        **{f"{name}_total": Sum(name) for name in ("people", "households", "minors")},
        **{f"{name}_known": Count(name) for name in ("people", "households", "minors")},
        in_school=Sum("minors_in_school", filter=known_school),
        in_school_known=Count("pk", filter=known_school),
        minors_base=Sum("minors", filter=known_school),
        recent=Count("pk", filter=Q(observed_on__gte=timezone.localdate() - STALE_AFTER)),
        oldest=Min("observed_on"),
        newest=Max("observed_on"),
    )
    year = timezone.localdate().year
    ends = sites.aggregate(
        open=Count("pk", filter=Q(status__in=OPEN_STATUSES)),
        closed=Count("pk", filter=Q(closure__closed_on__year=year)),
        resorbed=Count("pk", filter=Q(closure__closed_on__year=year, closure__is_resorbed=True)),
    )
    counted = {
        name: Counted.of(sums[f"{name}_total"], sums[f"{name}_known"], sites=ends["open"])
        for name in ("people", "households", "minors")
    }
    return SitesState(
        open_sites=ends["open"],
        **counted,
        minors_in_school=Counted.of(sums["in_school"], sums["in_school_known"], sites=ends["open"]),
        minors_where_school_known=sums["minors_base"] or 0,
        oldest=sums["oldest"],
        newest=sums["newest"],
        without_recent_observation=ends["open"] - sums["recent"],
        closed_this_year=ends["closed"],
        resorbed_this_year=ends["resorbed"],
    )


def stale_sites(viewer: Viewer, *, limit: int = 10) -> SiteQuerySet:
    """Open sites without an observation for three months, the longest silent first."""
    return (
        readable_sites(viewer)
        .stale(on=timezone.localdate())
        .select_related("commune")
        .order_by(F("last_observed_on").asc(nulls_first=True), "pk")[:limit]
    )
