"""The chainable words of sites and observations."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from math import cos, radians
from typing import TYPE_CHECKING, Any, Self

from django.db import models
from django.db.models import Exists, OuterRef, Q, Subquery
from django.db.models.functions import JSONObject
from django.utils import timezone

from actors.enums import Noun, Rank, Reach, Verb
from actors.rules import Grant
from actors.rules.ranks import ranked_scopes
from cms.querysets import PlacedPageManager, PlacedPageQuerySet
from sites.enums import OPEN_STATUSES, ReportState, Validation
from sites.rules.freshness import STALE_AFTER

if TYPE_CHECKING:
    from actors.rules.rights import HeldScope
    from territories.models import Territory

# Of latitude, on the mean sphere of the Earth (6,371 km).
METRES_A_DEGREE = 111_195


class SiteQuerySet(PlacedPageQuerySet):
    def open(self) -> SiteQuerySet:
        return self.filter(status__in=OPEN_STATUSES)

    def inside(self, territory: Territory) -> SiteQuerySet:
        return self.filter(commune__ancestor_ids__contains=[territory.pk])

    def reached(self, scopes: Iterable[tuple[HeldScope, Grant]]) -> SiteQuerySet:
        """The sites that scopes granted for a verb reach (`actors.rules.granted_scopes`)."""
        territory_ids, page_ids = set(), set()
        for scope, grant in scopes:
            if grant.reach == Reach.EVERYWHERE:
                return self
            if scope.territory_id:
                territory_ids.add(scope.territory_id)
            elif scope.page_id:
                page_ids.add(scope.page_id)
        if not territory_ids and not page_ids:
            return self.none()
        return self.filter(Q(commune__ancestor_ids__overlap=sorted(territory_ids)) | Q(pk__in=sorted(page_ids)))

    def with_latest(self, *names: str) -> SiteQuerySet:
        """`latest`: the named fields of the latest validated observation as a dict, None where there is none."""
        observations = self.model._meta.get_field("observations").related_model.objects
        latest = observations.filter(site=OuterRef("pk")).validated().latest_first()
        row = JSONObject(**{name: name for name in names})
        return self.annotate(latest=Subquery(latest.annotate(row=row).values("row")[:1]))

    def with_last_observation(self) -> SiteQuerySet:
        """`last_observed_on` and `last_people`, of the latest validated observation; None where there is none."""
        observations = self.model._meta.get_field("observations").related_model.objects
        last = observations.filter(site=OuterRef("pk")).validated().latest_first()
        return self.annotate(
            last_observed_on=Subquery(last.values("observed_on")[:1]), last_people=Subquery(last.values("people")[:1])
        )

    def with_origins(self) -> SiteQuerySet:
        """`has_origins`: sites that its people came from are known."""
        links = self.model._meta.get_field("arrivals").related_model.objects
        return self.annotate(has_origins=Exists(links.filter(destination=OuterRef("pk"))))

    def stale(self, *, on: date) -> SiteQuerySet:
        """Open sites of which nothing was said for three months on that day."""
        sites = self.open().with_last_observation()
        return sites.filter(Q(last_observed_on__lt=on - STALE_AFTER) | Q(last_observed_on__isnull=True))

    def near(self, *, lon: float, lat: float, distance_m: int) -> SiteQuerySet:
        """Sites in the square around a point; `sites.queries` measures the true distance."""
        high = distance_m / METRES_A_DEGREE
        wide = high / max(cos(radians(lat)), 0.01)
        return self.filter(lon__range=(lon - wide, lon + wide), lat__range=(lat - high, lat + high))


SiteManager = PlacedPageManager.from_queryset(SiteQuerySet, "SiteManager")


class WaitingQuerySet(models.QuerySet):
    """Rows of sites that may have to wait for a pilot."""

    def validated(self) -> Self:
        return self.filter(validation=Validation.VALIDATED)

    def waiting(self) -> Self:
        return self.filter(validation=Validation.WAITING)

    def judged_by(self, user: Any, *, asked_only: bool = False) -> Self:
        """Those of others that `user` may judge, oldest first: nobody judges their own.

        `asked_only`: that are asked of them. Nobody nearer is there to answer, or they waited too long.
        """
        model: Any = self.model
        sites = model._meta.get_field("site").related_model.objects
        held = ranked_scopes(user, model.judging_verb, Noun.SITE)
        if asked_only:
            found = Q(pk__in=())
            for near in sorted({rank for rank, _scope, _grant in held}):
                reached = sites.reached((scope, grant) for rank, scope, grant in held if rank == near)
                found |= Q(site__in=reached, rank__gte=near)
        else:
            found = Q(site__in=sites.reached((scope, grant) for _rank, scope, grant in held))
        rows = self.waiting().filter(found, site__live=True).exclude(author=user.pk)
        return rows.order_by("recorded_at", "pk")


class ObservationQuerySet(WaitingQuerySet):
    def said(self) -> ObservationQuerySet:
        """What counts, and what counted until it was corrected."""
        return self.filter(validation__in=[Validation.VALIDATED, Validation.CORRECTED])

    def in_order(self) -> ObservationQuerySet:
        """Oldest first; of one day, the one recorded last is the last."""
        return self.order_by("observed_on", "recorded_at", "pk")

    def latest_first(self) -> ObservationQuerySet:
        return self.order_by("-observed_on", "-recorded_at", "-pk")

    def latest_of_each(self) -> ObservationQuerySet:
        """The state of each site: its latest validated observation."""
        return self.validated().order_by("site_id", "-observed_on", "-recorded_at", "-pk").distinct("site_id")


class PlaceReportQuerySet(models.QuerySet):
    """Rights on a report are those on a site that would stand there."""

    def waiting(self) -> PlaceReportQuerySet:
        return self.filter(state=ReportState.WAITING)

    def judged_by(self, user: Any) -> PlaceReportQuerySet:
        """Those that `user` may answer."""
        return self.filter(_standing_in(ranked_scopes(user, Verb.PUBLISH, Noun.SITE)))

    def asked_of(self, user: Any) -> PlaceReportQuerySet:
        """Those among them that are asked of `user`: nobody stands nearer."""
        held = ranked_scopes(user, Verb.PUBLISH, Noun.SITE)
        found = Q(pk__in=())
        for rank in Rank if held else ():
            found |= Q(rank=rank) & _standing_in([one for one in held if one[0] <= rank])
        return self.filter(found)


def _standing_in(held: Iterable[tuple[Rank, Any, Grant]]) -> Q:
    scopes = list(held)
    if any(grant.reach == Reach.EVERYWHERE for _rank, _scope, grant in scopes):
        return Q()
    places = sorted({scope.territory_id for _rank, scope, _grant in scopes if scope.territory_id})
    return Q(commune__ancestor_ids__overlap=places) if places else Q(pk__in=())


class WeatherAlertQuerySet(models.QuerySet):
    def standing(self) -> WeatherAlertQuerySet:
        """Neither over nor lifted: in force, or to come."""
        return self.filter(ends_on__gte=timezone.localdate(), lifted_at__isnull=True)

    def in_force(self) -> WeatherAlertQuerySet:
        return self.standing().filter(starts_on__lte=timezone.localdate())
