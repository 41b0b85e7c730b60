"""Publishing figures for everyone: once a day how the platform is used, once a month the open dataset."""

from datetime import date

from django.db import transaction
from django.utils import timezone

from steering.models import OpenMonth, UseOfDay
from steering.queries.open_data import rows_of_areas
from steering.queries.use import use_today


@transaction.atomic
def publish_statistics() -> tuple[UseOfDay, OpenMonth | None]:
    """What was published of a day or a month is not written again: two releases would tell what happened between.

    The month is that of today, from the areas that are published now; None while there is none.
    """
    today = timezone.localdate()
    used = UseOfDay.objects.filter(day=today).first()
    if used is None:
        used = UseOfDay.objects.create(day=today, values=use_today())
    return used, _month(today.replace(day=1))


def _month(month: date) -> OpenMonth | None:
    known = OpenMonth.objects.filter(month=month).first()
    found = None if known else rows_of_areas(month)
    if found is None:
        return known
    as_of, rows = found
    return OpenMonth.objects.create(month=month, as_of=as_of, rows=rows, published_at=timezone.now())
