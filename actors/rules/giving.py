"""Nobody gives more than they have: said by the cells of the rights table, not by ranks of roles."""

from collections.abc import Iterable
from typing import Any

from actors.enums import Noun, Reach, Role, Verb
from actors.rules.rights import HeldScope, Thing, can, granted_scopes
from actors.rules.table import PUBLIC, RIGHTS, Grant

BORDERLESS = frozenset({Reach.EVERYWHERE, Reach.OWN, Reach.COLLEAGUES})
# What these roles do knows no border: they are held on the nation and nowhere else.
NATIONWIDE = frozenset({Role.EDITOR, Role.NATIONAL})


def options_of(role: str) -> list[str]:
    """The options that change something for a role, in the order of the table."""
    return list(dict.fromkeys(grant.option.value for grant in RIGHTS[role].values() if grant.option))


def exceeds(
    giver: Any, *, role: str, options: Iterable[str], place: Thing, organisation_id: int | None
) -> list[tuple[Verb, Noun]]:
    """The cells that a scope would open at `place` to someone of that organisation, and that the giver lacks there.

    place: the territory (with all that holds it) or the site that the scope would be held on.
    """
    carried, is_colleague = set(options), organisation_id is not None and organisation_id == giver.organisation_id
    return [
        cell
        for cell, wanted in RIGHTS[role].items()
        if (not wanted.option or wanted.option in carried)
        and cell not in RIGHTS[PUBLIC]
        and not any(
            _covers(held, scope, wanted, place=place, is_colleague=is_colleague)
            for scope, held in granted_scopes(giver, *cell)
        )
    ]


def can_give(giver: Any, *, role: str, options: Iterable[str], place: Thing, organisation_id: int | None) -> bool:
    """Whether `giver` manages accounts at `place`, and holds there all that the scope would open."""
    return can(giver, Verb.INVITE, place) and not exceeds(
        giver, role=role, options=options, place=place, organisation_id=organisation_id
    )


def _covers(held: Grant, scope: HeldScope, wanted: Grant, *, place: Thing, is_colleague: bool) -> bool:
    if held.reach == Reach.EVERYWHERE:
        return True
    if wanted.reach in BORDERLESS or held.reach in (Reach.OWN, Reach.COLLEAGUES):
        # What is people's own, or their organisation's wherever it is: only the same, or everything, is as much.
        return wanted.reach == held.reach
    if scope.territory_id:
        inside = scope.territory_id in place.territory_ids
    else:
        inside = place.page_id is not None and scope.page_id == place.page_id
    if held.reach == Reach.ADDRESSED:
        return inside and wanted.reach == Reach.ADDRESSED
    if held.reach == Reach.ORGANISATION:
        return inside and is_colleague and wanted.reach == Reach.ORGANISATION
    return inside
