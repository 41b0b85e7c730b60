"""Départements where something is wrong, and why, for who reads several of them. As many queries as signs."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any

from django.db.models import Count, Q
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from actions.queries.asked import outcomes_awaited
from actions.queries.mine import actions_for
from actors.enums import Noun, Verb
from actors.models import Scope
from actors.rules import can, roles_granted
from cms.models import ValidationState
from sites.queries.finding import readable_sites
from steering.queries.follow_up import without_action
from territories.enums import Level
from territories.models import Territory

# What is awaited of a judge for longer than this is late.
LATE_AFTER = timedelta(days=7)


@dataclass
class Troubled:
    """`signs`: what is wrong there, in words. Counts are of open sites."""

    territory: Territory
    open_sites: int
    silent: int = 0
    without_action: int = 0
    waiting: int = 0
    outcomes: int = 0
    is_steered: bool = True
    signs: list[str] = field(default_factory=list)


def troubled_territories(user: Any) -> list[Troubled]:
    """Those with most signs first, then those with most sites. Nothing for who reads one département alone."""
    if not can(user, Verb.PUBLISH, Noun.SITE):
        return []
    sites = readable_sites(user, Verb.PUBLISH).open()
    found = _by_departement(sites)
    if len(found) < 2:
        return []
    today = timezone.localdate()
    rows = {pk: Troubled(place, count) for pk, (place, count) in found.items()}
    _count(rows, "silent", readable_sites(user, Verb.PUBLISH).stale(on=today))
    _count(rows, "without_action", without_action(sites))
    _add_waiting(rows)
    _add_outcomes(rows, user)
    _add_steering(rows)
    for row in rows.values():
        row.signs = list(_signs(row))
    troubled = [row for row in rows.values() if row.signs]
    return sorted(troubled, key=lambda row: (-len(row.signs), -row.open_sites, row.territory.code))


def _by_departement(sites: Any) -> dict[int, tuple[Territory, int]]:
    counted = dict(sites.values_list("commune__parent").annotate(count=Count("pk", distinct=True)).order_by())
    places = Territory.objects.filter(pk__in=[pk for pk in counted if pk], level=Level.DEPARTEMENT).order_by("pk")
    return {place.pk: (place, counted[place.pk]) for place in places}


def _count(rows: dict[int, Troubled], name: str, sites: Any) -> None:
    for pk, count in sites.values_list("commune__parent").annotate(count=Count("pk", distinct=True)).order_by():
        if pk in rows:
            setattr(rows[pk], name, count)


def _add_waiting(rows: dict[int, Troubled]) -> None:
    late = ValidationState.objects.waiting().filter(asked_at__lt=timezone.now() - LATE_AFTER)
    for places in late.filter(place_ids__overlap=list(rows)).values_list("place_ids", flat=True):
        for pk in rows.keys() & set(places):
            rows[pk].waiting += 1


def _add_outcomes(rows: dict[int, Troubled], user: Any) -> None:
    awaited = outcomes_awaited(actions_for(user, Verb.UPDATE))
    for places in awaited.values_list("territory__ancestor_ids", flat=True):
        for pk in rows.keys() & set(places):
            rows[pk].outcomes += 1


def _add_steering(rows: dict[int, Troubled]) -> None:
    """Somebody of the département itself who may publish there; who steers a whole région is not near enough."""
    pilots = Scope.objects.in_force().filter(
        Q(user__is_active=True), role__in=roles_granted(Verb.PUBLISH, Noun.SITE), territory__in=list(rows)
    )
    steered = set(pilots.values_list("territory_id", flat=True))
    for pk, row in rows.items():
        row.is_steered = pk in steered


def _signs(row: Troubled) -> Iterable[str]:
    if not row.is_steered:
        yield _("nobody steers it")
    if 3 * row.silent > row.open_sites:
        said = ngettext(
            "%(n)s site of %(whole)s without news for three months",
            "%(n)s sites of %(whole)s without news for three months",
            row.silent,
        )
        yield said % {"n": row.silent, "whole": row.open_sites}
    if 2 * row.without_action > row.open_sites:
        said = ngettext(
            "%(n)s site of %(whole)s without action", "%(n)s sites of %(whole)s without action", row.without_action
        )
        yield said % {"n": row.without_action, "whole": row.open_sites}
    if row.waiting:
        said = ngettext("%(n)s submission awaited for a week", "%(n)s submissions awaited for a week", row.waiting)
        yield said % {"n": row.waiting}
    if row.outcomes:
        said = ngettext("%(n)s outcome of an action awaited", "%(n)s outcomes of actions awaited", row.outcomes)
        yield said % {"n": row.outcomes}
