"""Who decides on things of a place, and of whom it is asked: the nearest first, then up."""

from collections import defaultdict
from collections.abc import Collection, Iterable
from typing import Any

from django.db.models import Q, QuerySet

from actors.enums import Noun, Rank, Reach, RequestState, Verb
from actors.models import AccessRequest, Scope, User
from actors.rules import Thing, can, granted_scopes, roles_everywhere, roles_granted
from actors.rules.ranks import nearest_rank

NOWHERE = Q(pk__in=())


def deciders_by_rank(
    things: Iterable[Thing], *, verb: Verb, except_for: Collection[int] = ()
) -> dict[Rank, list[User]]:
    """The active people who may do `verb` to all of `things`, by how near they stand, nearest first. One query.

    `except_for`: whom it concerns; nobody judges their own.
    """
    places = list(things)
    found: dict[Rank, list[User]] = defaultdict(list)
    for user in _candidates(places, verb):
        rank = nearest_rank(user, verb, places)
        if rank is not None and user.pk not in except_for and all(can(user, verb, thing) for thing in places):
            found[rank].append(user)
    return dict(sorted(found.items()))


def next_rank(found: dict[Rank, list[User]], *, above: Rank | None = None) -> Rank:
    """The nearest level where somebody can answer, above a level if one is given; the nation if there is nobody."""
    return next((rank for rank in found if above is None or rank > above), Rank.NATION)


def asked(found: dict[Rank, list[User]], *, rank: Rank) -> list[User]:
    """Those who are asked at a level: everybody up to it."""
    return [user for near, people in found.items() if near <= rank for user in people]


def first_asked(things: Iterable[Thing], *, verb: Verb, except_for: Collection[int] = ()) -> tuple[Rank, list[User]]:
    """The nearest level where somebody can answer, and those who are asked there."""
    found = deciders_by_rank(things, verb=verb, except_for=except_for)
    rank = next_rank(found)
    return rank, asked(found, rank=rank)


def nearest_deciders(thing: Thing, *, verb: Verb) -> list[User]:
    """Those of the commune, its EPCI and its département together; if there is nobody, those above."""
    found = deciders_by_rank([thing], verb=verb)
    return asked(found, rank=max(next_rank(found), Rank.DEPARTEMENT))


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


def _candidates(things: list[Thing], verb: Verb) -> list[User]:
    """People with the scopes of theirs that reach one of `things` to do `verb`."""
    wanted = NOWHERE
    for thing in things:
        roles, everywhere = (find(verb, thing.noun) for find in (roles_granted, roles_everywhere))
        here = Q(territory__in=thing.territory_ids) | (Q(page=thing.page_id) if thing.page_id else NOWHERE)
        wanted |= Q(role__in=everywhere) | (Q(role__in=roles) & here)
    opened = Q(user__is_active=True, user__activated_at__isnull=False)
    scopes = Scope.objects.in_force().filter(wanted, opened).select_related("user", "territory")
    people: dict[int, Any] = {}
    held: dict[int, list[Scope]] = defaultdict(list)
    for scope in scopes.order_by("user__last_name", "user_id", "pk"):
        people.setdefault(scope.user_id, scope.user)
        held[scope.user_id].append(scope)
    for key, person in people.items():
        person.held_scopes = held[key]
    return list(people.values())
