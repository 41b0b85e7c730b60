"""What becomes of good practices: read, found useful, taken up; and the links that no longer lead anywhere."""

from datetime import date, timedelta

from django.db.models import Count, IntegerField, Max, OuterRef, QuerySet, Subquery, Sum
from django.db.models.functions import Coalesce
from django.utils import timezone

from knowledge.models import Adoption, LinkCheck, PracticePage, PracticeReading, UsefulVote

SINCE = timedelta(days=90)


def practices_read(*, today: date | None = None) -> QuerySet[PracticePage]:
    """Published practices, the most read of the last three months first: `read`, `useful`, `taken_up`, `last_on`."""
    since = (today or timezone.localdate()) - SINCE
    readings = PracticeReading.objects.filter(practice=OuterRef("pk"), day__gte=since).order_by()
    votes = UsefulVote.objects.filter(practice=OuterRef("pk")).order_by()
    adoptions = Adoption.objects.filter(practice=OuterRef("pk")).order_by()
    rows = (
        PracticePage.objects.live()
        .filter(translation_of=None)
        .annotate(
            read=_one(readings.values("practice").annotate(n=Sum("count"))),
            useful=_one(votes.values("practice").annotate(n=Count("pk"))),
            taken_up=_one(adoptions.values("practice").annotate(n=Count("pk"))),
            last_on=Subquery(adoptions.values("practice").annotate(n=Max("started_on")).values("n")),
        )
    )
    return rows.order_by("-read", "-taken_up", "title", "pk")


def broken_links() -> QuerySet[LinkCheck]:
    """Of published practices, the longest broken first."""
    rows = LinkCheck.objects.filter(is_broken=True, practice__live=True).select_related("practice")
    return rows.order_by("broken_since", "pk")


def _one(rows: QuerySet) -> Coalesce:
    return Coalesce(Subquery(rows.values("n"), output_field=IntegerField()), 0)
