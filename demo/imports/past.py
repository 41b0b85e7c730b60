"""The demonstration has a past: what people did is dated, and what everyone was told each month was published."""

from collections import defaultdict
from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from random import Random

from django.db.models import DateTimeField, ExpressionWrapper, F, QuerySet
from django.db.models.functions import Least, Now
from django.utils import timezone

from actors.enums import AccountState
from actors.models import User
from catalog.registry import OpenSite
from catalog.services.areas import areas_of, tell_totals
from collaboration.models import JournalEntry
from demo.imports.sites import REGISTER
from knowledge.models import PracticePage
from sites.models import Observation, SitePage
from steering.models import OpenMonth
from steering.queries.open_data import rows_of
from steering.rules.open_data import AreaFigures

MONTHS, NIGHT = 24, time(4, 30)
# An observation is written down in the evening of its day.
EVENING = timedelta(hours=18)
MESSAGES_OVER, PRACTICES_OVER, LOGINS_OVER = timedelta(days=330), timedelta(days=1100), timedelta(days=40)


def date_what_was_done() -> None:
    """Before anything is published: what was seeded a moment ago was done over months."""
    evening = ExpressionWrapper(F("observed_on") + EVENING, output_field=DateTimeField())
    Observation.objects.filter(site__register=REGISTER).update(recorded_at=Least(evening, Now()))
    chance = Random("past")  # noqa: S311 - a seeded story, not a secret
    _date(JournalEntry.objects.order_by("pk"), "created_at", over=MESSAGES_OVER, chance=chance)
    _date(
        PracticePage.objects.filter(register=REGISTER).order_by("pk"),
        "first_published_at",
        over=PRACTICES_OVER,
        chance=chance,
    )
    # Not those whom visitors log in as: their first time is still to come.
    colleagues = User.objects.in_state(AccountState.ACTIVE).filter(email__startswith="agent").order_by("pk")
    _date(colleagues, "last_login", over=LOGINS_OVER, chance=chance)


def publish_past_months() -> None:
    """What everyone would have been told on the first of each of the last months, by the rules of today."""
    month = timezone.localdate().replace(day=1)
    known = _known()
    for _month in range(MONTHS):
        month = (month - timedelta(days=1)).replace(day=1)
        areas = areas_of(_open_on(month, known))
        tell_totals([one.area for one in areas], as_of=month)
        told = [(AreaFigures.told_by(vars(one.area)), one.inside) for one in areas]
        rows = rows_of(told, month=month, as_of=month)
        published_at = timezone.make_aware(datetime.combine(month, time(4, 30)))
        OpenMonth.objects.get_or_create(
            month=month, defaults={"as_of": month, "rows": rows, "published_at": published_at}
        )


def _date(rows: QuerySet, field: str, *, over: timedelta, chance: Random) -> None:
    """Anywhere between `over` ago and now."""
    found = list(rows)
    for one in found:
        setattr(one, field, timezone.now() - chance.random() * over)
    rows.model.objects.bulk_update(found, [field])


def _known() -> dict[SitePage, list[Observation]]:
    """Observations of each site, the oldest first."""
    known: dict[SitePage, list[Observation]] = defaultdict(list)
    seen = Observation.objects.validated().filter(site__register=REGISTER).select_related("site__closure")
    for one in seen.order_by("observed_on", "recorded_at", "pk"):
        known[one.site].append(one)
    return known


def _open_on(day: date, known: dict[SitePage, list[Observation]]) -> Iterator[OpenSite]:
    for site, observations in known.items():
        last = next((one for one in reversed(observations) if one.observed_on <= day), None)
        closure = getattr(site, "closure", None)
        if last and not (closure and closure.closed_on <= day):
            yield OpenSite(site.commune_id, last.people, last.minors, last.minors_in_school)
