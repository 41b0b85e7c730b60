"""Alerts in force or to come, and the sites that they concern with their state of water and shelter."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _

from actors.enums import Noun, Reach, Verb
from actors.rules import Thing, can, granted_scopes
from sites.enums import Alert, Block, BlockStatus
from sites.models import Observation, SitePage, WeatherAlert
from sites.queries.finding import readable_sites
from sites.querysets import WeatherAlertQuerySet
from sites.rules.counts import DWELLING_COUNTS
from sites.rules.living import status_of
from territories.enums import Level
from territories.models import Territory

# Those who lack water come first; unknown before good, for it may be bad.
WORST_FIRST = (BlockStatus.BAD, BlockStatus.UNKNOWN, BlockStatus.TO_IMPROVE, BlockStatus.GOOD)


@dataclass(frozen=True)
class ToldAlert:
    alert: WeatherAlert
    is_in_force: bool
    may_lift: bool


@dataclass(frozen=True)
class ConcernedSite:
    """An open site under alert, as it was observed last. None is unknown, which is not zero."""

    site: SitePage
    alerts: list[str]
    observed_on: date | None
    people: int | None
    minors: int | None
    water: BlockStatus
    shelter: str


def alerts_of_site(site: SitePage) -> list[WeatherAlert]:
    """In force today where the site stands. One query."""
    here = WeatherAlert.objects.in_force().filter(territory__in=site.commune.ancestor_ids)
    return list(here.select_related("territory").order_by("ends_on", "pk"))


def alerts_for(user: Any) -> list[ToldAlert]:
    """In force or to come, in the territories whose sites `user` reads exactly, those around and those inside."""
    today = timezone.localdate()
    alerts = _alerts_around(user).select_related("territory", "organisation").order_by("starts_on", "pk")
    return [ToldAlert(alert, alert.starts_on <= today, _may_set(user, alert.territory)) for alert in alerts]


def concerned_sites(user: Any) -> list[ConcernedSite]:
    """Open sites that `user` reads exactly and that are under alert today, by territory or by their last observation.

    Three queries, however many sites.
    """
    in_force: dict[int, list[str]] = defaultdict(list)
    for alert in _alerts_around(user).in_force():
        in_force[alert.territory_id].append(alert.kind)
    open_sites = readable_sites(user, Verb.READ_EXACT).open()
    latest = {one.site_id: one for one in Observation.objects.filter(site__in=open_sites).latest_of_each()}
    flagged = [one.site_id for one in latest.values() if one.heatwave_alert or one.coldwave_alert]
    under_alert = Q(commune__ancestor_ids__overlap=sorted(in_force)) if in_force else Q(pk__in=[])
    sites = open_sites.filter(under_alert | Q(pk__in=flagged)).select_related("commune")
    found = [_concerned(site, latest.get(site.pk), in_force) for site in sites.order_by("title", "pk")]
    return sorted(found, key=lambda one: (WORST_FIRST.index(one.water), -(one.people or 0)))


def places_to_warn(user: Any) -> list[Territory]:
    """The départements, and the smaller territories of their scopes, for which `user` may set an alert."""
    scopes = granted_scopes(user, Verb.SET_ALERT, Noun.SITE)
    if any(grant.reach == Reach.EVERYWHERE for _scope, grant in scopes):
        return list(Territory.objects.current().at(Level.DEPARTEMENT).in_order())
    held = [scope.territory_id for scope, _grant in scopes if scope.territory_id]
    departements = Q(level=Level.DEPARTEMENT, ancestor_ids__overlap=held)
    return list(Territory.objects.current().filter(departements | Q(pk__in=held)).in_order()) if held else []


def _alerts_around(user: Any) -> WeatherAlertQuerySet:
    """Of a territory that holds one of the reader's, or stands inside it."""
    standing: WeatherAlertQuerySet = WeatherAlert.objects.standing()
    scopes: list[Any] = granted_scopes(user, Verb.READ_EXACT, Noun.SITE)
    if any(grant.reach == Reach.EVERYWHERE for _scope, grant in scopes):
        return standing
    held = [scope.territory for scope, _grant in scopes if scope.territory_id]
    pages = [scope.page_id for scope, _grant in scopes if scope.page_id]
    places = SitePage.objects.filter(pk__in=pages).values_list("commune__ancestor_ids", flat=True) if pages else ()
    above = {pk for line in [*(place.ancestor_ids for place in held), *places] for pk in line}
    inside = Q(territory__ancestor_ids__overlap=[place.pk for place in held]) if held else Q(pk__in=[])
    return standing.filter(inside | Q(territory__in=above))


def _concerned(site: SitePage, latest: Observation | None, in_force: dict[int, list[str]]) -> ConcernedSite:
    kinds = {kind for pk in site.commune.ancestor_ids for kind in in_force.get(pk, ())}
    flags = {Alert.HEATWAVE: "heatwave_alert", Alert.COLDWAVE: "coldwave_alert"}
    kinds |= {kind.value for kind, name in flags.items() if getattr(latest, name, False)}
    return ConcernedSite(
        site=site,
        alerts=[str(kind.label) for kind in Alert if kind.value in kinds],
        observed_on=latest.observed_on if latest else None,
        people=latest.people if latest else None,
        minors=latest.minors if latest else None,
        water=status_of(Block.WATER, latest) if latest else BlockStatus.UNKNOWN,
        shelter=_shelter(site, _counts(latest)),
    )


def _counts(latest: Observation | None) -> Iterable[tuple[str, int]]:
    for name in DWELLING_COUNTS if latest else ():
        count = getattr(latest, name)
        if count:
            label: Any = Observation._meta.get_field(name).verbose_name  # type: ignore[union-attr]
            yield str(label), count


def _shelter(site: SitePage, counts: Iterable[tuple[str, int]]) -> str:
    """What people sleep in, as counted; the kind of place where nothing was."""
    counted = [_("%(label)s: %(count)d") % {"label": label, "count": count} for label, count in counts]
    return ", ".join(counted) or str(site.get_kind_of_place_display())


def _may_set(user: Any, territory: Territory) -> bool:
    return can(user, Verb.SET_ALERT, Thing(noun=Noun.SITE, territory_ids=frozenset(territory.ancestor_ids)))
