"""How much keys are used, day by day."""

from datetime import timedelta
from typing import Any

from django.db.models import Max, Q, QuerySet, Sum
from django.utils import timezone
from django.utils.translation import gettext as _

from actors.models import ApiKey
from actors.queries.keys import keys_of
from cms.rules.charts import LineChart, Series

SHOWN_DAYS = 30


def used_keys_of(user: Any) -> QuerySet[ApiKey]:
    """The keys that `user` may see, each with `asked` (requests of the last days) and `last_used_at`. One query, and
    two for their territories.
    """
    recent = Q(usage__day__gt=_first_day())
    return keys_of(user).annotate(
        asked=Sum("usage__requests", filter=recent, default=0), last_used_at=Max("usage__last_at")
    )


def usage_chart(key: ApiKey) -> LineChart:
    """Every day of the last thirty, those without a request included. One query."""
    first = _first_day()
    found = {one.day: one for one in key.usage.filter(day__gt=first)}
    days = [first + timedelta(days=number) for number in range(1, SHOWN_DAYS + 1)]
    asked = [(day, found[day].requests if day in found else 0) for day in days]
    refused = [(day, found[day].refused if day in found else 0) for day in days]
    return LineChart(
        title=_("Requests a day, over thirty days"),
        series=[Series(_("requests asked"), asked), Series(_("refused: too many"), refused)],
    )


def _first_day() -> Any:
    return timezone.localdate() - timedelta(days=SHOWN_DAYS)
