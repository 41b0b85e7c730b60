"""The rights table holds what the specification's "Roles and rights" says: every cell of it, and no other."""

from actors.enums import Noun, Option, Reach, Role, Verb
from actors.rules.table import KEY, PUBLIC, RIGHTS, Grant

# As it is written in the specification. N = nation, T = the territory of the scope, own = what they wrote.
SPECIFICATION = """
| | public | partner key | observer | actor | partner | pilot | editor | national |
| Areas, public actions, practices, news, statistics | read | read | read | read | read | read | read | read |
| Sites one by one | no | as granted to the key | T | T | T | T | no | N |
| Exact point, address | no | as granted | no | T | T | T | no | N |
| Owner, procedures | no | no | no | no | if granted | T | no | N |
| Declare a site | no | no | no | T, to validate | T, to validate | T, publishes | no | N |
| Update, observe | no | no | no | T, to validate unless trusted | T | T | no | N |
| Close, reopen | no | no | no | propose | propose | T | no | N |
| Journal | no | no | no | T read, write | T | T | no | N |
| Journal, restricted entries | no | no | no | only those addressed to them | same | T | no | N |
| Actions | public part | public part | T | T; own organisation's: update | T | T, update | read | N |
| Finances | no | no | no | own organisation's | no | T | no | N |
| Practices | read | read | read | propose, adopt | propose, adopt | propose, adopt, endorse | edit, publish | N |
| News, pages | read | read | read | read | read | propose territorial page | edit, publish | N |
| Accounts | no | no | no | no | no | invite, accept, suspend in T | no | N |
| Who has read this site | no | no | no | T | T | T | no | N |
| Exports | open data | by API | T, aggregated | T | T | T | practices | N |
"""

SITE, ACTION, PRACTICE, NEWS, PAGE = Noun.SITE, Noun.ACTION, Noun.PRACTICE, Noun.NEWS, Noun.PAGE
T, ALL = Grant(Reach.TERRITORY), Grant(Reach.EVERYWHERE)
ORGANISATION, OWN, ADDRESSED = Grant(Reach.ORGANISATION), Grant(Reach.OWN), Grant(Reach.ADDRESSED)
OPEN = dict.fromkeys(
    [
        *((Verb.READ, noun) for noun in (Noun.AREA, PRACTICE, NEWS, PAGE, Noun.TERRITORY, Noun.STATISTICS)),
        (Verb.READ_PUBLIC, ACTION),
    ],
    ALL,
)
JOURNAL = {(verb, noun): T for verb in (Verb.READ_JOURNAL, Verb.WRITE_JOURNAL) for noun in (SITE, ACTION)}
WHOLE = {(verb, noun): T for verb in (Verb.READ_WHOLE_JOURNAL, Verb.MODERATE_JOURNAL) for noun in (SITE, ACTION)}
TO_ME = {(Verb.READ_WHOLE_JOURNAL, noun): ADDRESSED for noun in (SITE, ACTION)}
PROPOSES = {(Verb.DECLARE, PRACTICE): ALL, (Verb.UPDATE, PRACTICE): OWN, (Verb.ADOPT, PRACTICE): ALL}
EXPORTS = {(Verb.EXPORT, SITE): T, (Verb.EXPORT_AGGREGATED, SITE): T, (Verb.EXPORT, ACTION): T}
FIELD_CLOSING = {(Verb.PROPOSE_CLOSURE, SITE): T}

# Each cell in verbs and nouns: row -> words of the cell -> grants. "no", and what everyone may read, is nothing.
MEANING = {
    "Areas, public actions, practices, news, statistics": {},
    "Sites one by one": {"as granted to the key": {(Verb.READ, SITE): T}, "T": {(Verb.READ, SITE): T}},
    "Exact point, address": {
        "as granted": {(Verb.READ_EXACT, SITE): Grant(Reach.TERRITORY, Option.EXACT)},
        "T": {(Verb.READ_EXACT, SITE): T},
    },
    "Owner, procedures": {
        "if granted": {(Verb.READ_RESTRICTED, SITE): Grant(Reach.TERRITORY, Option.RESTRICTED)},
        "T": {(Verb.READ_RESTRICTED, SITE): T},
    },
    "Declare a site": {
        "T, to validate": {(Verb.DECLARE, SITE): T},
        "T, publishes": {(Verb.DECLARE, SITE): T, (Verb.PUBLISH, SITE): T},
    },
    "Update, observe": {
        "T, to validate unless trusted": {
            (Verb.UPDATE, SITE): T,
            (Verb.OBSERVE, SITE): T,
            (Verb.RECORD, SITE): Grant(Reach.TERRITORY, Option.TRUSTED),
        },
        "T": {(Verb.UPDATE, SITE): T, (Verb.OBSERVE, SITE): T, (Verb.RECORD, SITE): T},
    },
    "Close, reopen": {"propose": FIELD_CLOSING, "T": FIELD_CLOSING | {(Verb.CLOSE, SITE): T}},
    "Journal": {"T read, write": JOURNAL, "T": JOURNAL},
    "Journal, restricted entries": {"only those addressed to them": TO_ME, "same": TO_ME, "T": WHOLE},
    "Actions": {
        "public part": {},
        "T": {(Verb.READ, ACTION): T},
        "T; own organisation's: update": {
            (Verb.READ, ACTION): T,
            (Verb.DECLARE, ACTION): ORGANISATION,
            (Verb.UPDATE, ACTION): ORGANISATION,
        },
        "T, update": {
            (Verb.READ, ACTION): T,
            (Verb.DECLARE, ACTION): T,
            (Verb.UPDATE, ACTION): T,
            (Verb.PUBLISH, ACTION): T,
        },
        "read": {(Verb.READ, ACTION): ALL},
    },
    "Finances": {
        "own organisation's": {(Verb.READ_FINANCES, ACTION): ORGANISATION},
        "T": {(Verb.READ_FINANCES, ACTION): T},
    },
    "Practices": {
        "read": {},
        "propose, adopt": PROPOSES,
        "propose, adopt, endorse": PROPOSES | {(Verb.ENDORSE, PRACTICE): ALL},
        "edit, publish": {(verb, PRACTICE): ALL for verb in (Verb.DECLARE, Verb.UPDATE, Verb.PUBLISH)},
    },
    "News, pages": {
        "read": {},
        "propose territorial page": {(Verb.UPDATE, PAGE): T},
        "edit, publish": {
            (verb, noun): ALL for verb in (Verb.DECLARE, Verb.UPDATE, Verb.PUBLISH) for noun in (NEWS, PAGE)
        },
    },
    "Accounts": {
        "invite, accept, suspend in T": {(Verb.INVITE, Noun.ACCOUNT): T, (Verb.READ, Noun.ACCOUNT): T},
    },
    "Who has read this site": {"T": {(Verb.READ_READINGS, SITE): T}},
    "Exports": {
        "open data": {},
        "by API": {(Verb.EXPORT, SITE): T},
        "T, aggregated": {(Verb.EXPORT_AGGREGATED, SITE): T},
        "T": EXPORTS,
        "practices": {(Verb.EXPORT, PRACTICE): ALL},
    },
}
# Said elsewhere in the specification: who acts on a site, the directory of members, alerts that pilots set,
# duplicates that they merge, the keys of one's own organisation; what they see of accounts, they export.
DIRECTORY = {(Verb.READ, Noun.DIRECTORY): ALL}
KEYS = {(verb, Noun.KEY): Grant(Reach.COLLEAGUES) for verb in (Verb.READ, Verb.UPDATE)}
# Questions to those who tell a practice: whoever may propose one asks, editors answer for what is written there.
ASKS = {(verb, PRACTICE): ALL for verb in (Verb.READ_JOURNAL, Verb.WRITE_JOURNAL)}
MODERATES = {(verb, PRACTICE): ALL for verb in (Verb.READ_WHOLE_JOURNAL, Verb.MODERATE_JOURNAL)}
MEMBERS = DIRECTORY | ASKS | KEYS | {(Verb.INTERVENE, SITE): T, (Verb.READ_WHOLE_JOURNAL, PRACTICE): ADDRESSED}
# What came of closures is what observers come for (docs/decisions/0092).
OUTCOMES = {(Verb.READ_OUTCOMES, SITE): T}
MEMBERS |= OUTCOMES
BESIDE = {
    Role.OBSERVER: OUTCOMES,
    Role.ACTOR: MEMBERS,
    Role.PARTNER: MEMBERS,
    Role.PILOT: MEMBERS | {(Verb.SET_ALERT, SITE): T, (Verb.MERGE, SITE): T, (Verb.EXPORT, Noun.ACCOUNT): T},
    Role.EDITOR: DIRECTORY | ASKS | MODERATES,
}
COLUMNS = (PUBLIC, KEY, Role.OBSERVER, Role.ACTOR, Role.PARTNER, Role.PILOT, Role.EDITOR, Role.NATIONAL)


def rows() -> dict[str, list[str]]:
    lines = [line.strip("|").split("|") for line in SPECIFICATION.strip().splitlines()]
    return {cells[0].strip(): [cell.strip() for cell in cells[1:]] for cells in lines[1:]}


def test_every_row_and_column_of_the_specification_is_understood():
    assert set(rows()) == set(MEANING)
    assert {len(cells) for cells in rows().values()} == {len(COLUMNS)}


def test_each_role_may_do_what_its_column_says_and_nothing_else():
    for index, role in enumerate(COLUMNS[:-1]):
        said = dict(BESIDE.get(role, {}))
        for row, cells in rows().items():
            if cells[index] not in ("no", "read") or cells[index] in MEANING[row]:
                said |= MEANING[row][cells[index]]
        # Everyone may read what is open: it is written once, for the public.
        assert RIGHTS[role] == said | (OPEN if role == PUBLIC else {}), role


def test_the_national_team_may_do_everything_everywhere():
    assert {cells[-1] for row, cells in rows().items() if not row.startswith("Areas")} == {"N"}
    assert RIGHTS[Role.NATIONAL] == {(verb, noun): ALL for verb in Verb for noun in Noun}
