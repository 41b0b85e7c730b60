"""What changed lately on the sites that a viewer may read."""

from datetime import timedelta

from django.db.models import IntegerField, OuterRef, QuerySet, Subquery
from django.utils import timezone

from actors.rules import Viewer
from sites.models import Closure, Observation
from sites.querysets import ObservationQuerySet
from steering.queries.state import readable_sites

WEEK = timedelta(days=7)


def week_observations(viewer: Viewer, *, limit: int = 12) -> ObservationQuerySet:
    """Observations of the last seven days, the latest first, each with the people counted before it."""
    before = (
        Observation.objects.validated()
        .filter(site=OuterRef("site"), observed_on__lt=OuterRef("observed_on"))
        .latest_first()
        .values("people")[:1]
    )
    return (
        Observation.objects.validated()
        .filter(site__in=readable_sites(viewer), observed_on__gt=timezone.localdate() - WEEK)
        .annotate(people_before=Subquery(before, output_field=IntegerField()))
        .select_related("site__commune", "organisation")
        .order_by("-observed_on", "-recorded_at", "-pk")[:limit]
    )


def week_closures(viewer: Viewer, *, limit: int = 12) -> QuerySet[Closure]:
    return (
        Closure.objects.filter(site__in=readable_sites(viewer), closed_on__gt=timezone.localdate() - WEEK)
        .select_related("site__commune")
        .order_by("-closed_on", "-pk")[:limit]
    )
