"""How near to a thing somebody stands, by the scopes they hold. Scopes come with their territory: no query here."""

from collections.abc import Iterable
from typing import Any

from actors.enums import Noun, Rank, Reach, Verb
from actors.rules.rights import Thing, granted_scopes
from actors.rules.table import Grant
from territories.enums import Level

RANK_OF = {
    Level.COMMUNE: Rank.COMMUNE,
    Level.EPCI: Rank.EPCI,
    Level.DEPARTEMENT: Rank.DEPARTEMENT,
    Level.REGION: Rank.REGION,
    Level.NATION: Rank.NATION,
}


def rank_of(scope: Any, grant: Grant) -> Rank:
    if grant.reach == Reach.EVERYWHERE:
        return Rank.NATION
    return RANK_OF[Level(scope.territory.level)] if scope.territory_id else Rank.SITE


def ranked_scopes(user: Any, verb: Verb, noun: Noun) -> list[tuple[Rank, Any, Grant]]:
    """The scopes by which `user` does `verb` to things of `noun`, with their rank."""
    return [(rank_of(scope, grant), scope, grant) for scope, grant in granted_scopes(user, verb, noun)]


def nearest_rank(user: Any, verb: Verb, things: Iterable[Thing]) -> Rank | None:
    """The rank at which `user` reaches all of `things` to do `verb`; None if one of them is out of reach."""
    ranks = []
    for thing in things:
        reaching = [
            rank for rank, scope, grant in ranked_scopes(user, verb, thing.noun) if _reaches(scope, grant, thing)
        ]
        if not reaching:
            return None
        ranks.append(min(reaching))
    return max(ranks, default=None)


def _reaches(scope: Any, grant: Grant, thing: Thing) -> bool:
    if grant.reach == Reach.EVERYWHERE:
        return True
    if scope.territory_id:
        return grant.reach == Reach.TERRITORY and scope.territory_id in thing.territory_ids
    return grant.reach == Reach.TERRITORY and thing.page_id is not None and scope.page_id == thing.page_id
