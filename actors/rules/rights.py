"""Reading the rights table for one user and one thing. No query here: the user brings their scopes."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, Protocol

from actors.enums import Noun, PrecisionPolicy, Reach, Role, Verb
from actors.rules.precision import public_precision
from actors.rules.table import PUBLIC, RIGHTS, Grant

__all__ = ["Grant", "Thing", "can", "granted_scopes", "opens_editor", "roles_everywhere", "roles_granted"]


@dataclass(frozen=True)
class Thing:
    """What a right is asked on.

    territory_ids: the place of the thing and all that holds it (`Territory.ancestor_ids`); empty for what has no place.
    page_id: for scopes held on one site. organisation_id: whose it is. author_id: who wrote it.
    """

    noun: Noun
    territory_ids: frozenset[int] = frozenset()
    page_id: int | None = None
    organisation_id: int | None = None
    author_id: int | None = None


class HasThing(Protocol):
    def as_thing(self) -> Thing: ...


class HeldScope(Protocol):
    """The part of a scope that rights look at."""

    role: str
    territory_id: int | None
    page_id: int | None


def can(user: Any, verb: Verb, on: Thing | HasThing | Noun) -> bool:
    """Whether `user` (or a key, or nobody in particular) may do `verb` on a thing, or on some thing of a noun.

    Who reads a thing reads its public part.
    """
    if verb == Verb.READ_PUBLIC and can(user, Verb.READ, on):
        return True
    if isinstance(on, Noun):
        return bool(granted_scopes(user, verb, on)) or _public_grant(verb, on)
    thing = on if isinstance(on, Thing) else on.as_thing()
    if _public_grant(verb, thing.noun):
        return True
    return any(
        _reaches(grant, scope, user=user, thing=thing) for scope, grant in granted_scopes(user, verb, thing.noun)
    )


def granted_scopes(user: Any, verb: Verb, noun: Noun) -> list[tuple[HeldScope, Grant]]:
    """The scopes of `user` for which the table says something other than no."""
    scopes: Iterable[HeldScope] = getattr(user, "held_scopes", ())
    granted = []
    for scope in scopes:
        grant = RIGHTS[scope.role].get((verb, noun))
        if grant and (not grant.option or getattr(scope, grant.option)):
            granted.append((scope, grant))
    return granted


def roles_granted(verb: Verb, noun: Noun) -> list[str]:
    """The roles that the table lets do `verb` somewhere, options apart: for lists of people."""
    return [role for role in Role if (verb, noun) in RIGHTS[role]]


def opens_editor(role: str) -> bool:
    """Whether someone who holds the role has anything to write in the editor."""
    return any(verb in (Verb.DECLARE, Verb.UPDATE, Verb.PUBLISH) for verb, _noun in RIGHTS[role])


def roles_everywhere(verb: Verb, noun: Noun) -> list[str]:
    """Those among them that do it whatever the place of their scope."""
    return [role for role in roles_granted(verb, noun) if RIGHTS[role][verb, noun].reach == Reach.EVERYWHERE]


def _public_grant(verb: Verb, noun: Noun) -> bool:
    """By the table; for what is public of sites, by the policy of the deployment, which is areas unless it says so."""
    if (verb, noun) == (Verb.READ_PUBLIC, Noun.SITE):
        return public_precision() != PrecisionPolicy.AREAS
    return (verb, noun) in RIGHTS[PUBLIC]


def _reaches(grant: Grant, scope: HeldScope, *, user: Any, thing: Thing) -> bool:
    if grant.reach in (Reach.EVERYWHERE, Reach.ADDRESSED):
        # What is addressed to whom is not the thing's to say: the message's readers are asked.
        return grant.reach == Reach.EVERYWHERE
    if grant.reach == Reach.OWN:
        return thing.author_id is not None and thing.author_id == user.pk
    is_colleague = thing.organisation_id is not None and thing.organisation_id == user.organisation_id
    if grant.reach == Reach.COLLEAGUES:
        return is_colleague
    inside = scope.territory_id in thing.territory_ids if scope.territory_id else scope.page_id == thing.page_id
    if grant.reach == Reach.ORGANISATION:
        return inside and is_colleague
    return inside and (scope.territory_id is not None or thing.page_id is not None)
