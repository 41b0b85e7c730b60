"""The status of each block of living conditions, computed from the answers of one observation.

Each rule is read in this order: one known bad answer makes the block *bad*; one known answer to improve makes it
*to improve*; every deciding answer known and good makes it *good*; anything else is *unknown*. An unknown answer is
thus never bad and never good. The rules are data: docs/living-conditions.md and the page that everyone reads
(sites.queries.conditions) say the same.
"""

from dataclasses import dataclass
from typing import Any, Protocol

from sites.enums import Block, BlockStatus, ElectricityAccess, SanitationKind, WaterAccess, YesNo


class Answers(Protocol):
    """The part of an observation that the rules look at."""

    water_access: str
    water_on_site: str
    water_close: str
    water_continuous: str
    water_for_all: str
    stagnant_water: str
    working_toilets: str
    sanitation_kind: str
    open_defecation: str
    hand_washing: str
    toilets_lit_lockable: str
    electricity_access: str
    electricity_for_all: str
    waste_collection_close: str
    waste_collection_regular: str
    waste_piling: str
    vermin: str
    fire_diagnosis: str
    fire_access: str


# The answers that a form, an import or a copy of the last observation carries for each block.
ANSWERS_OF_BLOCK: dict[Block, tuple[str, ...]] = {
    Block.WATER: (
        "water_access",
        "water_on_site",
        "water_close",
        "water_continuous",
        "water_for_all",
        "stagnant_water",
    ),
    Block.SANITATION: (
        "working_toilets",
        "sanitation_kind",
        "open_defecation",
        "hand_washing",
        "toilets_lit_lockable",
    ),
    Block.ELECTRICITY: ("electricity_access", "electricity_for_all"),
    Block.WASTE: ("waste_collection_close", "waste_collection_regular", "waste_piling"),
    Block.VERMIN: ("vermin",),
    Block.FIRE: ("fire_diagnosis", "fire_access"),
}


Values = tuple[str, ...]


@dataclass(frozen=True)
class Clause:
    """Answers that are read together: each question has one of the values given."""

    answers: tuple[tuple[str, Values], ...]

    def holds(self, said: Any) -> bool:
        return all(getattr(said, name) in values for name, values in self.answers)


@dataclass(frozen=True)
class Rule:
    """Bad, or to improve, as soon as one clause holds; good when every answer of one clause is given."""

    bad: tuple[Clause, ...]
    to_improve: tuple[Clause, ...]
    good: Clause


def _if(**answers: str | Values) -> Clause:
    return Clause(tuple((name, (said,) if isinstance(said, str) else said) for name, said in answers.items()))


RULES: dict[Block, Rule] = {
    Block.WATER: Rule(
        bad=(
            _if(water_access=(WaterAccess.NONE, WaterAccess.HYDRANT, WaterAccess.BOTTLES)),
            _if(water_close=YesNo.NO, water_on_site=(YesNo.NO, YesNo.UNKNOWN)),
        ),
        to_improve=(
            _if(water_access=(WaterAccess.TANK, WaterAccess.OTHER)),
            _if(water_on_site=YesNo.NO),
            _if(water_continuous=YesNo.NO),
            _if(water_for_all=YesNo.NO),
            _if(stagnant_water=YesNo.YES),
        ),
        good=_if(
            water_access=(WaterAccess.NETWORK_TAP, WaterAccess.PUBLIC_FOUNTAIN),
            water_on_site=YesNo.YES,
            water_continuous=YesNo.YES,
            water_for_all=YesNo.YES,
        ),
    ),
    Block.SANITATION: Rule(
        bad=(_if(working_toilets=YesNo.NO), _if(open_defecation=YesNo.YES)),
        to_improve=(
            _if(sanitation_kind=(SanitationKind.LATRINES, SanitationKind.CHEMICAL)),
            _if(hand_washing=YesNo.NO),
            _if(toilets_lit_lockable=YesNo.NO),
        ),
        good=_if(
            working_toilets=YesNo.YES,
            sanitation_kind=(SanitationKind.FLUSH, SanitationKind.DRY),
            open_defecation=YesNo.NO,
            hand_washing=YesNo.YES,
            toilets_lit_lockable=YesNo.YES,
        ),
    ),
    Block.ELECTRICITY: Rule(
        bad=(_if(electricity_access=(ElectricityAccess.NONE, ElectricityAccess.MAKESHIFT)),),
        to_improve=(_if(electricity_access=ElectricityAccess.GENERATOR), _if(electricity_for_all=YesNo.NO)),
        good=_if(
            electricity_access=(ElectricityAccess.NETWORK, ElectricityAccess.BUILDING), electricity_for_all=YesNo.YES
        ),
    ),
    Block.WASTE: Rule(
        bad=(
            _if(waste_collection_close=YesNo.NO),
            _if(waste_collection_regular=YesNo.NO, waste_piling=YesNo.YES),
        ),
        to_improve=(_if(waste_collection_regular=YesNo.NO), _if(waste_piling=YesNo.YES)),
        good=_if(waste_collection_close=YesNo.YES, waste_collection_regular=YesNo.YES, waste_piling=YesNo.NO),
    ),
    Block.VERMIN: Rule(bad=(_if(vermin=YesNo.YES),), to_improve=(), good=_if(vermin=YesNo.NO)),
    Block.FIRE: Rule(
        bad=(_if(fire_access=YesNo.NO),),
        to_improve=(_if(fire_diagnosis=YesNo.NO),),
        good=_if(fire_access=YesNo.YES, fire_diagnosis=YesNo.YES),
    ),
}


def status_of(block: Block, answers: Answers) -> BlockStatus:
    rule = RULES[block]
    if any(clause.holds(answers) for clause in rule.bad):
        return BlockStatus.BAD
    if any(clause.holds(answers) for clause in rule.to_improve):
        return BlockStatus.TO_IMPROVE
    return BlockStatus.GOOD if rule.good.holds(answers) else BlockStatus.UNKNOWN


def statuses(answers: Answers | None) -> dict[Block, BlockStatus]:
    """The six blocks, in the order of the enum; all unknown where nobody has observed yet."""
    return {block: status_of(block, answers) if answers else BlockStatus.UNKNOWN for block in Block}
