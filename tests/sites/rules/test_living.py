from dataclasses import dataclass, fields, replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sites.enums import Block, BlockStatus, ElectricityAccess, SanitationKind, WaterAccess, YesNo
from sites.models import Observation
from sites.rules.living import ANSWERS_OF_BLOCK, RULES, status_of, statuses

UNKNOWN = "unknown"


@dataclass(frozen=True)
class Said:
    """Answers, all unknown unless given."""

    water_access: str = UNKNOWN
    water_on_site: str = UNKNOWN
    water_close: str = UNKNOWN
    water_continuous: str = UNKNOWN
    water_for_all: str = UNKNOWN
    stagnant_water: str = UNKNOWN
    working_toilets: str = UNKNOWN
    sanitation_kind: str = UNKNOWN
    open_defecation: str = UNKNOWN
    hand_washing: str = UNKNOWN
    toilets_lit_lockable: str = UNKNOWN
    electricity_access: str = UNKNOWN
    electricity_for_all: str = UNKNOWN
    waste_collection_close: str = UNKNOWN
    waste_collection_regular: str = UNKNOWN
    waste_piling: str = UNKNOWN
    vermin: str = UNKNOWN
    fire_diagnosis: str = UNKNOWN
    fire_access: str = UNKNOWN


MEANS = {
    "water_access": WaterAccess,
    "sanitation_kind": SanitationKind,
    "electricity_access": ElectricityAccess,
}
ANY_ANSWERS = st.builds(
    Said, **{field.name: st.sampled_from(MEANS.get(field.name, YesNo).values) for field in fields(Said)}
)
GOOD_WATER = Said(water_access="network_tap", water_on_site="yes", water_continuous="yes", water_for_all="yes")
GOOD_SANITATION = Said(
    working_toilets="yes",
    sanitation_kind="dry",
    open_defecation="no",
    hand_washing="yes",
    toilets_lit_lockable="yes",
)


@pytest.mark.parametrize(
    ("block", "said", "status"),
    [
        (Block.WATER, GOOD_WATER, BlockStatus.GOOD),
        (Block.WATER, replace(GOOD_WATER, stagnant_water="yes"), BlockStatus.TO_IMPROVE),
        (Block.WATER, replace(GOOD_WATER, water_access="tank"), BlockStatus.TO_IMPROVE),
        (Block.WATER, replace(GOOD_WATER, water_on_site="no"), BlockStatus.TO_IMPROVE),
        (Block.WATER, replace(GOOD_WATER, water_on_site="no", water_close="no"), BlockStatus.BAD),
        (Block.WATER, replace(GOOD_WATER, water_close="no"), BlockStatus.GOOD),
        (Block.WATER, Said(water_access="hydrant"), BlockStatus.BAD),
        (Block.WATER, Said(water_access="network_tap"), BlockStatus.UNKNOWN),
        (Block.SANITATION, GOOD_SANITATION, BlockStatus.GOOD),
        (Block.SANITATION, replace(GOOD_SANITATION, open_defecation="yes"), BlockStatus.BAD),
        (Block.SANITATION, replace(GOOD_SANITATION, sanitation_kind="chemical"), BlockStatus.TO_IMPROVE),
        (Block.SANITATION, Said(working_toilets="no"), BlockStatus.BAD),
        (Block.SANITATION, Said(working_toilets="yes"), BlockStatus.UNKNOWN),
        (Block.ELECTRICITY, Said(electricity_access="network", electricity_for_all="yes"), BlockStatus.GOOD),
        (Block.ELECTRICITY, Said(electricity_access="network"), BlockStatus.UNKNOWN),
        (Block.ELECTRICITY, Said(electricity_access="generator"), BlockStatus.TO_IMPROVE),
        (Block.ELECTRICITY, Said(electricity_access="makeshift"), BlockStatus.BAD),
        (Block.WASTE, Said(waste_collection_close="no"), BlockStatus.BAD),
        (Block.WASTE, Said(waste_collection_regular="no", waste_piling="yes"), BlockStatus.BAD),
        (Block.WASTE, Said(waste_piling="yes"), BlockStatus.TO_IMPROVE),
        (Block.VERMIN, Said(vermin="no"), BlockStatus.GOOD),
        (Block.VERMIN, Said(vermin="yes"), BlockStatus.BAD),
        (Block.FIRE, Said(fire_access="yes", fire_diagnosis="yes"), BlockStatus.GOOD),
        (Block.FIRE, Said(fire_access="yes", fire_diagnosis="no"), BlockStatus.TO_IMPROVE),
        (Block.FIRE, Said(fire_access="no", fire_diagnosis="yes"), BlockStatus.BAD),
    ],
)
def test_status_of_block(block, said, status):
    assert status_of(block, said) == status


def test_nothing_known_is_unknown_everywhere():
    everything_unknown = dict.fromkeys(Block, BlockStatus.UNKNOWN)
    assert statuses(Said()) == everything_unknown
    assert statuses(None) == everything_unknown


@given(ANY_ANSWERS, st.data())
def test_forgetting_an_answer_never_makes_a_block_worse_than_known_or_good(said, data):
    """An unknown answer proves nothing: it neither makes a block bad, nor good."""
    block = data.draw(st.sampled_from(Block))
    name = data.draw(st.sampled_from(ANSWERS_OF_BLOCK[block]))
    before, after = status_of(block, said), status_of(block, replace(said, **{name: UNKNOWN}))
    assert after != BlockStatus.GOOD or before == BlockStatus.GOOD or _was_the_only_fault(block, said, name)
    # "On the site: unknown" leaves "close by: no" to speak alone: the one pair of answers that are read together.
    assert after != BlockStatus.BAD or before == BlockStatus.BAD or name == "water_on_site"


def _was_the_only_fault(block, said, name):
    """A secondary answer (stagnant water) whose only weight is to lower the status."""
    return (block, name) == (Block.WATER, "stagnant_water")


@given(ANY_ANSWERS)
def test_each_block_reads_its_own_answers_only(said):
    for block, names in ANSWERS_OF_BLOCK.items():
        own = {name: getattr(said, name) for name in names}
        assert status_of(block, Said(**own)) == status_of(block, said)


def test_every_answer_of_an_observation_belongs_to_one_block():
    answered = {
        field.name
        for field in Observation._meta.get_fields()
        if getattr(field, "choices", None) and field.name not in {"validation", "rank"}
    }
    assert sorted(name for names in ANSWERS_OF_BLOCK.values() for name in names) == sorted(answered)


@given(ANY_ANSWERS)
def test_a_status_rests_on_known_answers(said):
    """Good: every answer that the rule asks for is known. Bad, to improve: at least one known answer says so."""
    for block, names in ANSWERS_OF_BLOCK.items():
        status, rule = status_of(block, said), RULES[block]
        known = {name for name in names if getattr(said, name) != UNKNOWN}
        if status == BlockStatus.GOOD:
            assert {name for name, _values in rule.good.answers} <= known
        if status in {BlockStatus.BAD, BlockStatus.TO_IMPROVE}:
            clauses = [clause for clause in (*rule.bad, *rule.to_improve) if clause.holds(said)]
            assert any(name in known for clause in clauses for name, _values in clause.answers)
        if not known:
            assert status == BlockStatus.UNKNOWN


def test_no_clause_holds_by_unknown_answers_alone_and_good_asks_for_known_ones():
    for rule in RULES.values():
        for clause in (*rule.bad, *rule.to_improve):
            assert any(UNKNOWN not in values for _name, values in clause.answers)
        assert all(UNKNOWN not in values for _name, values in rule.good.answers)


def _cell(clauses, *, between):
    said = [" et ".join(f"`{name}` : {_labels(name, values)}" for name, values in one) for one in clauses]
    return f" {between} ".join(said) or "–"


def _labels(name, values):
    labels = dict(Observation._meta.get_field(name).choices)
    return ", ".join(str(labels[value]) for value in values)


def documented_table():
    """The table of docs/living-conditions.md, as the rules are."""
    for block, rule in RULES.items():
        bad, to_improve = ([clause.answers for clause in clauses] for clauses in (rule.bad, rule.to_improve))
        good = [[answer] for answer in rule.good.answers]
        cells = [_cell(bad, between=";"), _cell(to_improve, between=";"), _cell(good, between=";")]
        yield f"| {block.label.capitalize()} (`{block}`) | " + " | ".join(cells) + " |"


def test_the_rules_are_documented():
    page = Path("docs/living-conditions.md").read_text(encoding="utf-8")
    assert [line for line in documented_table() if line not in page] == []
