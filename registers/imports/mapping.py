"""A mapping: how the columns of one register become our fields. Written in TOML, described in docs/imports.md."""

import re
from collections.abc import Mapping as MappingABC
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from fnmatch import fnmatch
from pathlib import Path

from registers.imports.table import fold

MAPPINGS = Path(__file__).resolve().parent.parent / "mappings"


@dataclass(frozen=True, slots=True)
class FieldRule:
    """How one of our fields is made: the first cell of `columns` that is not blank, or `parts`, or `constant`."""

    name: str
    columns: tuple[str, ...] = ()
    join: bool = False
    parts: tuple[str, ...] = ()
    between: str = ", "
    constant: object = None
    rest: bool = False
    values: MappingABC[str, object] = field(default_factory=dict)
    containing: MappingABC[str, object] = field(default_factory=dict)
    otherwise: str = "refuse"
    unknown: frozenset[str] = frozenset()
    decimal: str = ""
    times: Decimal | None = None
    dates: tuple[str, ...] = ()
    timezone: str = "UTC"
    width: int = 0
    find: re.Pattern[str] | None = None
    take: str = "first"
    shorten: bool = False


@dataclass(frozen=True, slots=True)
class Identity:
    """What names one thing of the register for ever. `repeated` says what to do when two rows bear the same name."""

    columns: tuple[tuple[str, ...], ...]
    prefix: str = ""
    repeated: str = "refuse"


@dataclass(frozen=True, slots=True)
class Edition:
    files: str
    on: date
    label: str


@dataclass(frozen=True, slots=True)
class SkipRule:
    """Rows that are left aside on purpose, and why."""

    column: str
    values: frozenset[str]
    reason: str


@dataclass(frozen=True, slots=True)
class Mapping:
    name: str
    register: str
    title: str
    noun: str
    identity: Identity
    fields: tuple[FieldRule, ...]
    encoding: str = ""
    separator: str = ""
    sheet: str = ""
    unknown: frozenset[str] = frozenset()
    ignored: tuple[str, ...] = ()
    editions: tuple[Edition, ...] = ()
    skips: tuple[SkipRule, ...] = ()
    source: str = ""
    licence: str = ""

    def edition_of(self, path: Path) -> Edition | None:
        """The first edition whose pattern fits the name of the file."""
        return next((edition for edition in self.editions if fnmatch(fold(path.name), fold(edition.files))), None)


def mapping_names() -> list[str]:
    return sorted(path.stem for path in MAPPINGS.glob("*.toml"))
