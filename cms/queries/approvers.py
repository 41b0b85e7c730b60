"""Who may validate a version, and of whom it is asked."""

from collections import defaultdict
from collections.abc import Collection, Iterable
from typing import Any

from django.db.models import Q

from actors.enums import Verb
from actors.models import Scope, User
from actors.rules import Thing, can, roles_everywhere, roles_granted
from cms.enums import Rank
from cms.rules.ranks import nearest_rank

NOWHERE = Q(pk__in=())


def approvers(things: Iterable[Thing], *, except_for: Collection[int]) -> dict[Rank, list[User]]:
    """The active people who may publish all of `things`, by how near they stand, nearest first. One query."""
    places = list(things)
    found: dict[Rank, list[User]] = defaultdict(list)
    for user in _candidates(places):
        rank = nearest_rank(user, places)
        if rank is not None and user.pk not in except_for and all(can(user, Verb.PUBLISH, thing) for thing in places):
            found[rank].append(user)
    return dict(sorted(found.items()))


def next_rank(found: dict[Rank, list[User]], *, above: Rank | None = None) -> Rank:
    """The nearest level where somebody can answer, above a level if one is given; the nation if there is nobody."""
    return next((rank for rank in found if above is None or rank > above), Rank.NATION)


def asked(found: dict[Rank, list[User]], *, rank: Rank) -> list[User]:
    """Those of whom validation is asked at a level: everybody up to it."""
    return [user for near, people in found.items() if near <= rank for user in people]


def _candidates(things: list[Thing]) -> list[User]:
    """People with the scopes of theirs that reach one of `things` to publish it."""
    wanted = Q(pk__in=())
    for thing in things:
        roles, everywhere = (find(Verb.PUBLISH, thing.noun) for find in (roles_granted, roles_everywhere))
        here = Q(territory__in=thing.territory_ids) | (Q(page=thing.page_id) if thing.page_id else NOWHERE)
        wanted |= Q(role__in=everywhere) | (Q(role__in=roles) & here)
    scopes = Scope.objects.in_force().filter(wanted, user__is_active=True).select_related("user", "territory")
    people: dict[int, Any] = {}
    held: dict[int, list[Scope]] = defaultdict(list)
    for scope in scopes.order_by("user__last_name", "user_id", "pk"):
        people.setdefault(scope.user_id, scope.user)
        held[scope.user_id].append(scope)
    for key, person in people.items():
        person.held_scopes = held[key]
    return list(people.values())
