"""The table that people read says what `can` answers, cell by cell."""

from itertools import product

from actors.enums import Noun, Role, Verb
from actors.queries.rights import national_does_everything, rights_rows, role_labels
from actors.rules.table import KEY, PUBLIC, RIGHTS


def test_every_right_of_every_role_is_in_the_table_and_nothing_else():
    shown = {
        (role, row.verb, row.noun)
        for row in rights_rows()
        for role, cell in zip((PUBLIC, KEY, *Role), row.cells, strict=True)
        if cell
    }
    public = set(RIGHTS[PUBLIC])
    held = {(role, verb, noun) for role in RIGHTS for verb, noun in set(RIGHTS[role]) | public}
    of_nationals_alone = {
        (Role.NATIONAL, verb, noun)
        for verb, noun in product(Verb, Noun)
        if not any((verb, noun) in RIGHTS[role] for role in RIGHTS if role != Role.NATIONAL)
    }
    assert shown == held - of_nationals_alone
    assert national_does_everything()


def test_a_cell_says_how_far_it_goes_and_on_which_option():
    cells = {(row.verb, row.noun): dict(zip(role_labels(), row.cells, strict=True)) for row in rights_rows()}
    reads = cells[Verb.READ_RESTRICTED, Noun.SITE]
    assert reads["pilote"] == "leur territoire"
    assert "voit les propriétaires" in reads["partenaire institutionnel"]
    assert reads["acteur de terrain"] == ""
    assert cells[Verb.READ, Noun.PRACTICE]["acteur de terrain"] == "partout"
