"""How much is known of a site, and what is missing: from its sheet, and from its latest observation.

Known is answered, whatever the answer: zero is known, "no" is known, blank and "unknown" are not. What does not apply
is not asked for: ages and schooling where there is no minor, sites of origin where nobody came from another site.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from sites.enums import Block, BlockStatus, YesNo
from sites.rules.counts import DWELLING_COUNTS, MINORS_BY_AGE
from sites.rules.living import status_of

UNKNOWN: tuple[Any, ...] = (None, "", "unknown", [])


@dataclass(frozen=True)
class Piece:
    """One thing to know. `fields`: of the form `form` (its address), the first being where one is led."""

    name: str
    form: str
    fields: tuple[str, ...]
    is_known: Callable[[Any, Any], bool]
    applies: Callable[[Any, Any], bool] = lambda _site, _latest: True


@dataclass(frozen=True)
class Completion:
    percent: int
    missing: tuple[Piece, ...]


def _of_sheet(name: str, *fields: str) -> Piece:
    names = fields or (name,)
    return Piece(name, "update_site", names, lambda site, _latest: _all_known(site, names))


def _observed(name: str, *fields: str, about_minors: bool = False) -> Piece:
    names = fields or (name,)
    return Piece(
        name,
        "observe_site",
        names,
        lambda _site, latest: latest is not None and _all_known(latest, names),
        _has_minors if about_minors else lambda _site, _latest: True,
    )


def _block(block: Block, *fields: str) -> Piece:
    return Piece(
        str(block),
        "observe_site",
        fields,
        lambda _site, latest: latest is not None and status_of(block, latest) != BlockStatus.UNKNOWN,
    )


def _all_known(thing: Any, names: tuple[str, ...]) -> bool:
    return all(getattr(thing, name) not in UNKNOWN for name in names)


def _has_minors(_site: Any, latest: Any) -> bool:
    return latest is None or latest.minors != 0


PIECES: tuple[Piece, ...] = (
    _of_sheet("address"),
    _of_sheet("point", "lat", "lon"),
    _of_sheet("access_details"),
    _of_sheet("kind_of_place"),
    _of_sheet("owner_kind"),
    _of_sheet("installed_on"),
    _of_sheet("reinstallation"),
    Piece(
        "came_from",
        "tell_origins",
        ("site_0",),
        lambda site, _latest: site.has_origins,
        lambda site, _latest: site.reinstallation == YesNo.YES,
    ),
    _observed("people"),
    _observed("households"),
    _observed("women"),
    _observed("minors"),
    _observed("girls", about_minors=True),
    _observed("minors_in_school", about_minors=True),
    _observed("minors_by_age", *MINORS_BY_AGE, about_minors=True),
    _observed("dwellings", *DWELLING_COUNTS),
    _observed("origins"),
    _block(Block.WATER, "water_access"),
    _block(Block.SANITATION, "working_toilets"),
    _block(Block.ELECTRICITY, "electricity_access"),
    _block(Block.WASTE, "waste_collection_close"),
    _block(Block.VERMIN, "vermin"),
    _block(Block.FIRE, "fire_diagnosis"),
)


def completion_of(site: Any, latest: Any) -> Completion:
    """`site` has the fields of a sheet and `has_origins`; `latest`, those of an observation, or is None. 100 is all."""
    asked = [piece for piece in PIECES if piece.applies(site, latest)]
    missing = tuple(piece for piece in asked if not piece.is_known(site, latest))
    return Completion(100 * (len(asked) - len(missing)) // len(asked), missing)
