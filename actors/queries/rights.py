"""The rights table as people read it: one row for each thing and verb, one column for each role. No query."""

from dataclasses import dataclass
from itertools import product

from django.utils.translation import gettext as _

from actors.enums import Noun, Role, Verb
from actors.rules.table import KEY, PUBLIC, RIGHTS, Grant


@dataclass(frozen=True)
class RightsRow:
    """What each role may do of one verb to one kind of thing, in the order of `role_labels`; "" is refused."""

    noun: Noun
    verb: Verb
    cells: tuple[str, ...]


def role_labels() -> list[str]:
    return [_("public"), _("partner’s key"), *(str(role.label) for role in Role)]


def rights_rows() -> list[RightsRow]:
    """Every right that some role other than the national team holds, thing by thing.

    What the national team alone holds is said in a sentence (`national_does_everything`): a row for each
    would fill the table with the same word.
    """
    return [
        RightsRow(noun, verb, tuple(_say(grant) for grant in _grants(verb, noun)))
        for noun, verb in product(Noun, Verb)
        if any(_grants(verb, noun)[:-1])
    ]


def national_does_everything() -> bool:
    return set(RIGHTS[Role.NATIONAL]) == set(product(Verb, Noun))


def _grants(verb: Verb, noun: Noun) -> list[Grant | None]:
    """In the order of `role_labels`: the national team stands last in `Role`. What the public may do, everyone may."""
    public = RIGHTS[PUBLIC].get((verb, noun))
    return [public or RIGHTS[role].get((verb, noun)) for role in (PUBLIC, KEY, *Role)]


def _say(grant: Grant | None) -> str:
    if grant is None or not grant.reach:
        return ""
    reach = str(grant.reach.label)
    if not grant.option:
        return reach
    return _("%(reach)s, if the scope “%(option)s”") % {"reach": reach, "option": grant.option.label}
