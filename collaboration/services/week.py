"""The week of a territory, by mail: how many sites opened and closed, how many people, messages, things that wait."""

from datetime import date, datetime, time, timedelta

from django.conf import settings
from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import number_format
from django.utils.translation import gettext as _

from actors.models import Scope, User
from actors.services.mails import queue_mail
from collaboration.enums import NotificationKind, Rhythm
from collaboration.models import Follow, WeekTold
from collaboration.queries.follows import may_follow_territory, territories_of
from collaboration.queries.people import with_scopes
from collaboration.registry import WeekFigure, week_figures
from collaboration.services.mailing import rhythms_of, stop_headers, stop_link
from territories.enums import Level
from territories.models import Territory

WEEK = timedelta(days=7)
# Smaller places are not named in a mail.
NAMED = (Level.NATION, Level.REGION, Level.DEPARTEMENT)


def send_week(*, today: date | None = None) -> int:
    """One mail for each person and territory where something happened in the seven days before this week's Monday.

    How many were written. Run twice in a week, it writes nothing twice.
    """
    today = today or timezone.localdate()
    monday = today - timedelta(days=today.weekday())
    people = with_scopes(Scope.objects.in_force().values_list("user_id", flat=True).distinct())
    return sum(_tell(person, territory, monday) for person in people for territory in _territories(person))


def _territories(person: User) -> list[Territory]:
    """Those where the person holds a scope, and those followed that they may still read."""
    if rhythms_of(person)[NotificationKind.WEEK] == Rhythm.NEVER:
        return []
    follows = Follow.objects.filter(user=person, territory__isnull=False).select_related("territory").order_by("pk")
    found = {one.pk: one for one in territories_of(person)} | {
        one.territory.pk: one.territory for one in follows if one.territory
    }
    return [one for one in found.values() if may_follow_territory(person, one)]


@transaction.atomic
def _tell(person: User, territory: Territory, monday: date) -> bool:
    _row, is_new = WeekTold.objects.get_or_create(user=person, territory=territory, monday=monday)
    if not is_new:
        return False
    since = timezone.make_aware(datetime.combine(monday, time.min)) - WEEK
    figures = [figure for read in week_figures for figure in read(territory, since, person)]
    if not any(figure.value for figure in figures if figure.is_news):
        return False
    _queue(person, territory, figures)
    return True


def _said(figure: WeekFigure) -> str:
    value = _("unknown") if figure.value is None else number_format(figure.value, force_grouping=True)
    return f"{value} ({figure.note})" if figure.note else str(value)


def _queue(person: User, territory: Territory, figures: list[WeekFigure]) -> None:
    base, stop = settings.WAGTAILADMIN_BASE_URL, stop_link(person, NotificationKind.WEEK)
    queue_mail(
        to=person.email,
        subject=_("The week of your territory"),
        template="collaboration/week",
        context={
            "name": territory.name if territory.level in NAMED else "",
            "figures": [{"label": str(one.label), "value": _said(one)} for one in figures],
            "dashboard": base + reverse("dashboard"),
            "preferences": base + reverse("notification_preferences"),
            "stop": stop,
            "kind": NotificationKind.WEEK.label,
        },
        headers=stop_headers(stop),
        only_if=f"week:{person.pk}:{territory.pk}",
    )
