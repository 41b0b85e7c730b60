"""What the rights table says, read a second time without any of the product's functions: names of places, and sets."""

from actors.enums import Noun, Reach, Verb
from actors.rules.table import PUBLIC, RIGHTS, Grant
from tests.matrix.visitors import Held, Visitor
from tests.matrix.world import PLACES, Planted


def allows(visitor: Visitor, verb: Verb, thing: Planted) -> bool:
    """Whether some scope of the visitor reaches this thing."""
    return (verb, thing.noun) in RIGHTS[PUBLIC] or any(
        _reaches(grant, held, visitor, thing) for held, grant in _granted(visitor, verb, thing.noun)
    )


def somewhere(visitor: Visitor, verb: Verb, noun: Noun) -> bool:
    if verb == Verb.READ_PUBLIC and somewhere(visitor, Verb.READ, noun):
        return True  # who reads a thing reads its public part
    return (verb, noun) in RIGHTS[PUBLIC] or bool(_granted(visitor, verb, noun))


def everywhere(visitor: Visitor, verb: Verb, noun: Noun) -> bool:
    return any(grant.reach == Reach.EVERYWHERE for _held, grant in _granted(visitor, verb, noun))


def writes(visitor: Visitor, thing: Planted) -> bool:
    return allows(visitor, Verb.UPDATE, thing) or allows(visitor, Verb.PUBLISH, thing)


def opens_editor(visitor: Visitor) -> bool:
    return visitor.is_signed_in and any(
        somewhere(visitor, verb, noun) for verb in (Verb.DECLARE, Verb.UPDATE, Verb.PUBLISH) for noun in Noun
    )


def secrets_from(visitor: Visitor, things: list[Planted]) -> dict[str, str]:
    """What must never be in an answer to this visitor: text -> whose."""
    return {
        text: f"{thing.name} ({kind})"
        for thing in things
        for kind, texts in thing.secrets.items()
        for text in texts
        if not _may_know(kind, visitor, thing)
    }


def _may_know(kind: str, visitor: Visitor, thing: Planted) -> bool:
    if thing.noun == Noun.SITE and not thing.is_live and not writes(visitor, thing):
        return False
    if kind == "draft":
        return writes(visitor, thing) or visitor.is_author
    if kind == "hidden" and visitor.is_author:
        return True
    verb = {
        "known": Verb.READ_EXACT,
        "exact": Verb.READ_EXACT,
        "restricted": Verb.READ_RESTRICTED,
        "journal": Verb.READ_JOURNAL,
        "hidden": Verb.MODERATE_JOURNAL,
        "finances": Verb.READ_FINANCES,
    }[kind]
    return allows(visitor, verb, thing) and not (kind == "known" and visitor.is_key)


def _granted(visitor: Visitor, verb: Verb, noun: Noun) -> list[tuple[Held, Grant]]:
    found = []
    for held in visitor.scopes:
        grant = RIGHTS[held.role].get((verb, noun))
        if grant and (not grant.option or grant.option in held.options):
            found.append((held, grant))
    return found


def _reaches(grant: Grant, held: Held, visitor: Visitor, thing: Planted) -> bool:
    if grant.reach == Reach.EVERYWHERE:
        return True
    if grant.reach == Reach.OWN:
        return visitor.is_author and thing.author == "author"
    if grant.reach == Reach.COLLEAGUES:
        return thing.organisation == visitor.organisation
    inside = held.place in thing.places if held.place in PLACES else held.place == thing.name
    if grant.reach == Reach.ORGANISATION:
        return inside and thing.organisation == visitor.organisation
    return inside
