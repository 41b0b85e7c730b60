"""The status of each block of living conditions, computed from the answers of one observation.

Each rule is read in this order: one known bad answer makes the block *bad*; one known answer to improve makes it
*to improve*; every deciding answer known and good makes it *good*; anything else is *unknown*. An unknown answer is
thus never bad and never good. The same table, in French: docs/living-conditions.md.
"""

from collections.abc import Callable, Iterable
from typing import Protocol

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


def status_of(block: Block, answers: Answers) -> BlockStatus:
    return _RULES[block](answers)


def statuses(answers: Answers | None) -> dict[Block, BlockStatus]:
    """The six blocks, in the order of the enum; all unknown where nobody has observed yet."""
    return {block: status_of(block, answers) if answers else BlockStatus.UNKNOWN for block in Block}


def _water(said: Answers) -> BlockStatus:
    return _status(
        bad=[
            said.water_access in {WaterAccess.NONE, WaterAccess.HYDRANT, WaterAccess.BOTTLES},
            said.water_on_site != YesNo.YES and said.water_close == YesNo.NO,
        ],
        to_improve=[
            said.water_access in {WaterAccess.TANK, WaterAccess.OTHER},
            said.water_on_site == YesNo.NO,
            said.water_continuous == YesNo.NO,
            said.water_for_all == YesNo.NO,
            said.stagnant_water == YesNo.YES,
        ],
        good=[
            said.water_access in {WaterAccess.NETWORK_TAP, WaterAccess.PUBLIC_FOUNTAIN},
            said.water_on_site == YesNo.YES,
            said.water_continuous == YesNo.YES,
            said.water_for_all == YesNo.YES,
        ],
    )


def _sanitation(said: Answers) -> BlockStatus:
    return _status(
        bad=[said.working_toilets == YesNo.NO, said.open_defecation == YesNo.YES],
        to_improve=[
            said.sanitation_kind in {SanitationKind.LATRINES, SanitationKind.CHEMICAL},
            said.hand_washing == YesNo.NO,
            said.toilets_lit_lockable == YesNo.NO,
        ],
        good=[
            said.working_toilets == YesNo.YES,
            said.sanitation_kind in {SanitationKind.FLUSH, SanitationKind.DRY},
            said.open_defecation == YesNo.NO,
            said.hand_washing == YesNo.YES,
            said.toilets_lit_lockable == YesNo.YES,
        ],
    )


def _electricity(said: Answers) -> BlockStatus:
    return _status(
        bad=[said.electricity_access in {ElectricityAccess.NONE, ElectricityAccess.MAKESHIFT}],
        to_improve=[
            said.electricity_access == ElectricityAccess.GENERATOR,
            said.electricity_for_all == YesNo.NO,
        ],
        good=[
            said.electricity_access in {ElectricityAccess.NETWORK, ElectricityAccess.BUILDING},
            said.electricity_for_all == YesNo.YES,
        ],
    )


def _waste(said: Answers) -> BlockStatus:
    return _status(
        bad=[
            said.waste_collection_close == YesNo.NO,
            said.waste_collection_regular == YesNo.NO and said.waste_piling == YesNo.YES,
        ],
        to_improve=[said.waste_collection_regular == YesNo.NO, said.waste_piling == YesNo.YES],
        good=[
            said.waste_collection_close == YesNo.YES,
            said.waste_collection_regular == YesNo.YES,
            said.waste_piling == YesNo.NO,
        ],
    )


def _vermin(said: Answers) -> BlockStatus:
    return _status(bad=[said.vermin == YesNo.YES], to_improve=[], good=[said.vermin == YesNo.NO])


def _fire(said: Answers) -> BlockStatus:
    return _status(
        bad=[said.fire_access == YesNo.NO],
        to_improve=[said.fire_diagnosis == YesNo.NO],
        good=[said.fire_access == YesNo.YES, said.fire_diagnosis == YesNo.YES],
    )


def _status(*, bad: Iterable[bool], to_improve: Iterable[bool], good: Iterable[bool]) -> BlockStatus:
    if any(bad):
        return BlockStatus.BAD
    if any(to_improve):
        return BlockStatus.TO_IMPROVE
    return BlockStatus.GOOD if all(good) else BlockStatus.UNKNOWN


_RULES: dict[Block, Callable[[Answers], BlockStatus]] = {
    Block.WATER: _water,
    Block.SANITATION: _sanitation,
    Block.ELECTRICITY: _electricity,
    Block.WASTE: _waste,
    Block.VERMIN: _vermin,
    Block.FIRE: _fire,
}
