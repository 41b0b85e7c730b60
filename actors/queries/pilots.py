"""Who decides for a territory."""

from collections.abc import Sequence
from typing import Any

from django.db.models import Q, QuerySet

from actors.enums import Noun, Reach, RequestState, Role, Verb
from actors.models import AccessRequest, Scope, User
from actors.rules import RIGHTS, granted_scopes
from territories.enums import Level
from territories.models import Territory

# Where a matter goes, in order: to the next only if nobody is there.
STEPS = ((Level.COMMUNE, Level.EPCI, Level.DEPARTEMENT), (Level.REGION,), (Level.NATION,))


def deciders(territory_ids: Sequence[int], *, verb: Verb, noun: Noun, but: User | None = None) -> list[User]:
    """Who may do `verb` to a thing of this place (`Territory.ancestor_ids`), as near as can be.

    Those of the commune, its EPCI and its département together; if there are none, those of the région; then those of
    the nation, where people whose role reaches everywhere are found too. `but` is left out: nobody judges their own.
    """
    by_reach = _roles(verb, noun)
    places = Territory.objects.filter(pk__in=territory_ids)
    for levels in STEPS:
        scopes = Q(role__in=by_reach[Reach.TERRITORY], territory__in=places.filter(level__in=levels))
        if Level.NATION in levels:
            scopes |= Q(role__in=by_reach[Reach.EVERYWHERE])
        held = Scope.objects.in_force().filter(scopes)
        people = User.objects.filter(is_active=True, activated_at__isnull=False, pk__in=held.values("user"))
        found = list(people.exclude(pk=but.pk if but else None).order_by("pk"))
        if found:
            return found
    return []


def waiting_requests(user: Any) -> QuerySet[AccessRequest]:
    """The requests that `user` may decide on, the oldest first."""
    waiting = AccessRequest.objects.filter(state=RequestState.WAITING).select_related(
        "organisation", "territory__parent__parent"
    )
    granted = granted_scopes(user, Verb.INVITE, Noun.ACCOUNT)
    if any(grant.reach == Reach.EVERYWHERE for _, grant in granted):
        return waiting
    ids = sorted({scope.territory_id for scope, _ in granted if scope.territory_id})
    return waiting.filter(territory__ancestor_ids__overlap=ids) if ids else waiting.none()


def _roles(verb: Verb, noun: Noun) -> dict[Reach, list[str]]:
    found: dict[Reach, list[str]] = {Reach.TERRITORY: [], Reach.EVERYWHERE: []}
    for role in Role.values:
        grant = RIGHTS[role].get((verb, noun))
        if grant and not grant.option and grant.reach in found:
            found[Reach(grant.reach)].append(role)
    return found
