"""Who must show a second factor: those whose rights would let a thief harm people."""

from typing import Any

from actors.enums import Noun, Verb
from actors.rules.rights import can

# Owners and procedures, and the power to open accounts: pilots, the national team, partners who see restricted parts.
GUARDED = ((Verb.READ_RESTRICTED, Noun.SITE), (Verb.INVITE, Noun.ACCOUNT))


def needs_second_factor(user: Any) -> bool:
    """Read from the rights table, so that a role which gains such a right gains the duty with it."""
    return any(can(user, verb, noun) for verb, noun in GUARDED)
