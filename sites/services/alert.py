"""Telling a heatwave or a cold wave for a territory, and lifting it."""

from datetime import date, timedelta

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from actors.enums import Noun, Verb
from actors.models import User
from actors.rules import Thing, can
from sites.enums import Alert
from sites.models import WeatherAlert
from territories.models import Territory

# A mistyped year would warn for ever.
LONGEST = timedelta(days=92)


@transaction.atomic
def set_alert(*, user: User, kind: Alert, territory: Territory, starts_on: date, ends_on: date) -> WeatherAlert:
    """Every site of the territory is concerned, those declared later included."""
    _require(user, territory)
    if ends_on < starts_on:
        raise ValidationError({"ends_on": _("The last day comes after the first one.")})
    if ends_on < timezone.localdate():
        raise ValidationError({"ends_on": _("This alert would already be over.")})
    if ends_on - starts_on > LONGEST:
        raise ValidationError({"ends_on": _("An alert lasts three months at most: set another one after it.")})
    # Two pilots who tell the same heatwave at once: the place is held, the second one is told.
    Territory.objects.select_for_update(of=("self",)).get(pk=territory.pk)
    same = WeatherAlert.objects.standing().filter(kind=kind, territory=territory)
    if same.filter(starts_on__lte=ends_on, ends_on__gte=starts_on).exists():
        raise ValidationError(_("This alert is already set there on some of these days."), code="already")
    return WeatherAlert.objects.create(
        kind=kind,
        territory=territory,
        starts_on=starts_on,
        ends_on=ends_on,
        author=user,
        organisation=user.organisation,
    )


@transaction.atomic
def lift_alert(*, user: User, alert: WeatherAlert) -> WeatherAlert:
    """Before its last day. Lifted twice, it keeps the first moment."""
    _require(user, alert.territory)
    held = WeatherAlert.objects.select_for_update(of=("self",)).get(pk=alert.pk)
    if held.lifted_at is None:
        held.lifted_at, held.lifted_by = timezone.now(), user
        held.save(update_fields=["lifted_at", "lifted_by"])
    return held


def _require(user: User, territory: Territory) -> None:
    if not can(user, Verb.SET_ALERT, Thing(noun=Noun.SITE, territory_ids=frozenset(territory.ancestor_ids))):
        raise PermissionDenied
