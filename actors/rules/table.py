"""The rights table, as data: role x verb x noun -> how far. What is not written is refused.

Source: "Roles and rights" of the product's specification. Read by `actors.rules.can`, and by nothing else.
"""

from typing import NamedTuple

from actors.enums import Noun, Option, Reach, Role, Verb


class Grant(NamedTuple):
    """One cell. `option` is what the scope must carry for the cell to hold."""

    reach: Reach
    option: Option | None = None


# Those who hold no role: the public, and the key of a partner's site on each territory that it was granted.
PUBLIC = "public"
KEY = "key"

T = Grant(Reach.TERRITORY)
EVERYWHERE = Grant(Reach.EVERYWHERE)
OWN = Grant(Reach.OWN)
ORGANISATION = Grant(Reach.ORGANISATION)
ADDRESSED = Grant(Reach.ADDRESSED)
COLLEAGUES = Grant(Reach.COLLEAGUES)

_OPEN_NOUNS = (Noun.AREA, Noun.PRACTICE, Noun.NEWS, Noun.PAGE, Noun.TERRITORY, Noun.STATISTICS)

_FIELD = {
    (Verb.READ, Noun.SITE): T,
    (Verb.READ_EXACT, Noun.SITE): T,
    (Verb.READ_OUTCOMES, Noun.SITE): T,
    (Verb.READ_JOURNAL, Noun.SITE): T,
    (Verb.WRITE_JOURNAL, Noun.SITE): T,
    (Verb.INTERVENE, Noun.SITE): T,
    (Verb.READ, Noun.DIRECTORY): EVERYWHERE,
    (Verb.DECLARE, Noun.SITE): T,
    (Verb.UPDATE, Noun.SITE): T,
    (Verb.OBSERVE, Noun.SITE): T,
    (Verb.PROPOSE_CLOSURE, Noun.SITE): T,
    (Verb.EXPORT, Noun.SITE): T,
    (Verb.EXPORT_AGGREGATED, Noun.SITE): T,
    (Verb.EXPORT, Noun.ACTION): T,
    (Verb.READ_READINGS, Noun.SITE): T,
    (Verb.READ, Noun.ACTION): T,
    (Verb.READ_JOURNAL, Noun.ACTION): T,
    (Verb.WRITE_JOURNAL, Noun.ACTION): T,
    (Verb.DECLARE, Noun.PRACTICE): EVERYWHERE,
    (Verb.UPDATE, Noun.PRACTICE): OWN,
    (Verb.ADOPT, Noun.PRACTICE): EVERYWHERE,
    (Verb.READ_JOURNAL, Noun.PRACTICE): EVERYWHERE,
    (Verb.WRITE_JOURNAL, Noun.PRACTICE): EVERYWHERE,
    (Verb.READ_WHOLE_JOURNAL, Noun.PRACTICE): ADDRESSED,
    (Verb.READ, Noun.KEY): COLLEAGUES,
    (Verb.UPDATE, Noun.KEY): COLLEAGUES,
}

# Restricted messages of a journal: the table says to whom they may open, the message to whom it is addressed.
_ADDRESSEE = {(Verb.READ_WHOLE_JOURNAL, noun): ADDRESSED for noun in (Noun.SITE, Noun.ACTION)}

RIGHTS: dict[str, dict[tuple[Verb, Noun], Grant]] = {
    PUBLIC: {(Verb.READ, noun): EVERYWHERE for noun in _OPEN_NOUNS} | {(Verb.READ_PUBLIC, Noun.ACTION): EVERYWHERE},
    KEY: {
        (Verb.READ, Noun.SITE): T,
        (Verb.READ_EXACT, Noun.SITE): Grant(Reach.TERRITORY, Option.EXACT),
        (Verb.EXPORT, Noun.SITE): T,
    },
    Role.OBSERVER: {
        (Verb.READ, Noun.SITE): T,
        (Verb.READ_OUTCOMES, Noun.SITE): T,
        (Verb.READ, Noun.ACTION): T,
        (Verb.EXPORT_AGGREGATED, Noun.SITE): T,
    },
    Role.ACTOR: _FIELD
    | _ADDRESSEE
    | {
        (Verb.RECORD, Noun.SITE): Grant(Reach.TERRITORY, Option.TRUSTED),
        (Verb.DECLARE, Noun.ACTION): ORGANISATION,
        (Verb.UPDATE, Noun.ACTION): ORGANISATION,
        (Verb.READ_FINANCES, Noun.ACTION): ORGANISATION,
    },
    Role.PARTNER: _FIELD
    | _ADDRESSEE
    | {
        (Verb.READ_RESTRICTED, Noun.SITE): Grant(Reach.TERRITORY, Option.RESTRICTED),
        (Verb.RECORD, Noun.SITE): T,
    },
    Role.PILOT: _FIELD
    | {
        (Verb.READ_RESTRICTED, Noun.SITE): T,
        (Verb.RECORD, Noun.SITE): T,
        (Verb.CLOSE, Noun.SITE): T,
        (Verb.MERGE, Noun.SITE): T,
        (Verb.SET_ALERT, Noun.SITE): T,
        (Verb.PUBLISH, Noun.SITE): T,
        (Verb.READ_WHOLE_JOURNAL, Noun.SITE): T,
        (Verb.MODERATE_JOURNAL, Noun.SITE): T,
        (Verb.READ_WHOLE_JOURNAL, Noun.ACTION): T,
        (Verb.MODERATE_JOURNAL, Noun.ACTION): T,
        (Verb.DECLARE, Noun.ACTION): T,
        (Verb.UPDATE, Noun.ACTION): T,
        (Verb.PUBLISH, Noun.ACTION): T,
        (Verb.READ_FINANCES, Noun.ACTION): T,
        (Verb.ENDORSE, Noun.PRACTICE): EVERYWHERE,
        (Verb.UPDATE, Noun.PAGE): T,
        (Verb.INVITE, Noun.ACCOUNT): T,
        (Verb.READ, Noun.ACCOUNT): T,
        (Verb.EXPORT, Noun.ACCOUNT): T,
    },
    Role.EDITOR: {
        (Verb.READ, Noun.DIRECTORY): EVERYWHERE,
        (Verb.READ, Noun.ACTION): EVERYWHERE,
        (Verb.DECLARE, Noun.PRACTICE): EVERYWHERE,
        (Verb.UPDATE, Noun.PRACTICE): EVERYWHERE,
        (Verb.PUBLISH, Noun.PRACTICE): EVERYWHERE,
        (Verb.EXPORT, Noun.PRACTICE): EVERYWHERE,
        (Verb.READ_JOURNAL, Noun.PRACTICE): EVERYWHERE,
        (Verb.WRITE_JOURNAL, Noun.PRACTICE): EVERYWHERE,
        (Verb.READ_WHOLE_JOURNAL, Noun.PRACTICE): EVERYWHERE,
        (Verb.MODERATE_JOURNAL, Noun.PRACTICE): EVERYWHERE,
        (Verb.DECLARE, Noun.NEWS): EVERYWHERE,
        (Verb.UPDATE, Noun.NEWS): EVERYWHERE,
        (Verb.PUBLISH, Noun.NEWS): EVERYWHERE,
        (Verb.DECLARE, Noun.PAGE): EVERYWHERE,
        (Verb.UPDATE, Noun.PAGE): EVERYWHERE,
        (Verb.PUBLISH, Noun.PAGE): EVERYWHERE,
    },
    Role.NATIONAL: {(verb, noun): EVERYWHERE for verb in Verb for noun in Noun},
}
