"""A pilot can never give more than they have: every role, place and option, against every right."""

from dataclasses import replace
from types import SimpleNamespace

from hypothesis import given, settings
from hypothesis import strategies as st

from actors.enums import Noun, Option, Role, Verb
from actors.rules import Thing, can
from actors.rules.giving import can_give, exceeds, options_of

# A nation (1) of two régions (2, 3), départements (4, 5 in 2; 6 in 3), communes (7 in 4, 8 in 5, 9 in 6),
# and an EPCI (10) that holds 7 and 8: across two départements.
LINES = {
    1: {1},
    2: {2, 1},
    3: {3, 1},
    4: {4, 2, 1},
    5: {5, 2, 1},
    6: {6, 3, 1},
    7: {7, 4, 2, 1, 10},
    8: {8, 5, 2, 1, 10},
    9: {9, 6, 3, 1},
    10: {10, 2, 1},
}
# Sites, and the commune of each.
SITES = {101: 7, 102: 8, 103: 9}
ORGANISATIONS = (1, 2)
OPTIONS = [option.value for option in Option]


def scopes():
    on = st.one_of(
        st.sampled_from(sorted(LINES)).map(lambda place: (place, None)),
        st.sampled_from(sorted(SITES)).map(lambda page: (None, page)),
    )
    return st.builds(held, st.sampled_from(Role.values), on, st.sets(st.sampled_from(OPTIONS)))


def held(role, on, options):
    territory_id, page_id = on
    flags = {option: option in options for option in OPTIONS}
    return SimpleNamespace(role=role, territory_id=territory_id, page_id=page_id, **flags)


def person(pk, organisation_id, held_scopes):
    return SimpleNamespace(pk=pk, is_authenticated=True, organisation_id=organisation_id, held_scopes=held_scopes)


def place_of(scope):
    page = scope.page_id
    return Thing(Noun.ACCOUNT, frozenset(LINES[SITES[page]] if page else LINES[scope.territory_id]), page_id=page)


def things(noun, author_id):
    """Everything that there is: in each place and on each site, of each organisation, written by `author_id` or not."""
    for organisation_id in ORGANISATIONS:
        for author in (None, author_id):
            for line in LINES.values():
                yield Thing(noun, frozenset(line), organisation_id=organisation_id, author_id=author)
            for page_id, commune in SITES.items():
                yield Thing(noun, frozenset(LINES[commune]), page_id, organisation_id, author)


@settings(max_examples=400)
@given(
    mine=st.lists(scopes(), min_size=1, max_size=3),
    wanted=scopes(),
    organisations=st.tuples(st.sampled_from(ORGANISATIONS), st.sampled_from(ORGANISATIONS)),
)
def test_nobody_gives_more_than_they_have(mine, wanted, organisations):
    giver, receiver = person(1, organisations[0], mine), person(2, organisations[1], [wanted])
    options = [option for option in OPTIONS if getattr(wanted, option)]
    asked = {"role": wanted.role, "options": options, "place": place_of(wanted), "organisation_id": organisations[1]}
    if not can_give(giver, **asked):
        return
    for verb in Verb:
        for noun in Noun:
            for theirs, own in zip(things(noun, receiver.pk), things(noun, giver.pk), strict=True):
                if noun == Noun.KEY and theirs.organisation_id == organisations[1]:
                    # As with what people write themselves: everyone has their own, here their organisation's.
                    own = replace(own, organisation_id=organisations[0])  # noqa: PLW2901
                assert not can(receiver, verb, theirs) or can(giver, verb, own), (verb, noun, theirs)


def pilot(place=4):
    return person(1, 1, [held(Role.PILOT, (place, None), set())])


def gives(giver, role, on, *options):
    place = place_of(held(role, on, set()))
    return can_give(giver, role=role, options=options, place=place, organisation_id=2)


def test_a_pilot_gives_each_role_of_the_field_inside_their_territory():
    for role in (Role.OBSERVER, Role.ACTOR, Role.PARTNER, Role.PILOT):
        assert gives(pilot(), role, (4, None))
        assert gives(pilot(), role, (7, None))
        assert gives(pilot(), role, (None, 101))
    assert gives(pilot(), Role.ACTOR, (7, None), Option.TRUSTED)
    assert gives(pilot(), Role.PARTNER, (7, None), Option.RESTRICTED)


def test_a_pilot_gives_nothing_outside_nor_on_what_is_wider():
    for place in (1, 2, 5, 8, 9, 10):
        assert not gives(pilot(), Role.OBSERVER, (place, None)), place
    assert not gives(pilot(), Role.OBSERVER, (None, 102))


def test_a_pilot_makes_neither_an_editor_nor_the_national_team():
    for role in (Role.EDITOR, Role.NATIONAL):
        assert not gives(pilot(1), role, (1, None))


def test_an_epci_across_two_departements_takes_the_pilot_of_the_region():
    assert gives(pilot(2), Role.ACTOR, (10, None))
    assert gives(pilot(10), Role.ACTOR, (8, None))


def test_the_national_team_gives_everything():
    national = person(1, 1, [held(Role.NATIONAL, (1, None), set())])
    for role in Role:
        assert gives(national, role, (1, None), *options_of(role))


def test_what_is_too_much_is_named():
    asked = {"role": Role.EDITOR, "options": (), "place": place_of(held(Role.EDITOR, (1, None), set()))}
    too_much = exceeds(pilot(1), **asked, organisation_id=1)
    assert (Verb.PUBLISH, Noun.NEWS) in too_much
    assert (Verb.DECLARE, Noun.PRACTICE) not in too_much
