"""How the platform is used, in figures for everyone: of accounts and organisations, never of one of them.

What counts deeds on sites is rounded and withheld as areas are.
"""

from datetime import date, datetime, timedelta
from typing import Any

from django.conf import settings
from django.db.models import Count
from django.db.models.functions import TruncMonth
from django.utils import timezone

from actors.enums import AccountState, Noun
from actors.models import Organisation, Scope, User
from actors.rules import NOBODY
from catalog.models import AreaTotals, Entry
from collaboration.models import JournalEntry
from sites.models import Observation, SitePage
from sites.rules.freshness import STALE_AFTER
from territories.enums import Level
from territories.models import Territory

RECENT = timedelta(days=30)
MONTHS = 12
SHARE_STEP = 5


def use_today() -> dict[str, Any]:
    """What `UseOfDay.values` holds. A month is told when it is over."""
    today = timezone.localdate()
    active = User.objects.in_state(AccountState.ACTIVE)
    told = Entry.objects.visible_to(NOBODY)
    return {
        "accounts": active.count(),
        "accounts_recent": active.filter(last_login__gte=timezone.now() - RECENT).count(),
        "organisations": Organisation.objects.filter(pk__in=active.values("organisation")).count(),
        "departements": _departements(),
        "actions": told.of(Noun.ACTION).count(),
        "practices": told.of(Noun.PRACTICE).count(),
        "observed_recently": _observed_recently(today),
        "observations": _by_month(Observation.objects.validated(), "recorded_at", today),
        "messages": _by_month(JournalEntry.objects.filter(deleted_at__isnull=True), "created_at", today),
    }


def said(count: int) -> int | None:
    """Rounded; None, withheld, when it speaks of few."""
    if count < settings.AREA_WITHHOLD_PEOPLE_UNDER:
        return None
    step = settings.AREA_ROUNDING
    return (2 * count + step) // (2 * step) * step


def _departements() -> int:
    """Where somebody works: the départements of the scopes in force, those held on a smaller place included."""
    places = Territory.objects.filter(scopes__in=Scope.objects.in_force()).values_list("ancestor_ids", flat=True)
    above = {pk for ancestor_ids in places.order_by() for pk in ancestor_ids}
    return Territory.objects.current().at(Level.DEPARTEMENT).filter(pk__in=above).count()


def _observed_recently(today: date) -> int | None:
    """The percentage of open sites observed in the last three months, to five; None where no total may be told.

    Nor where five per cent are fewer sites than areas round to: the share would then count them one by one.
    """
    totals = AreaTotals.objects.order_by("-as_of").first()
    sites = SitePage.objects.live().open()
    count = sites.count()
    if totals is None or totals.open_sites is None or count < 100 // SHARE_STEP * settings.AREA_ROUNDING:
        return None
    seen = sites.filter(
        pk__in=Observation.objects.validated().filter(observed_on__gte=today - STALE_AFTER).values("site")
    )
    return round(100 / SHARE_STEP * seen.count() / count) * SHARE_STEP


def _by_month(rows: Any, moment: str, today: date) -> list[list[Any]]:
    """(month, count) of the last twelve months that are over, the oldest first."""
    end = today.replace(day=1)
    start = end.replace(year=end.year - 1)
    midnight = [timezone.make_aware(datetime(one.year, one.month, 1)) for one in (start, end)]  # noqa: DTZ001
    counted = rows.filter(**{f"{moment}__gte": midnight[0], f"{moment}__lt": midnight[1]})
    by_month = counted.annotate(month=TruncMonth(moment)).order_by("month").values("month").annotate(count=Count("pk"))
    found = {f"{timezone.localtime(one['month']):%Y-%m}": one["count"] for one in by_month}
    names = [
        f"{start.year + (start.month - 1 + step) // 12}-{(start.month - 1 + step) % 12 + 1:02}"
        for step in range(MONTHS)
    ]
    return [[name, said(found.get(name, 0))] for name in names]
