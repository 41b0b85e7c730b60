"""What becomes of a row: a record, a refusal with its reasons, or left aside on purpose."""

from dataclasses import dataclass, field
from datetime import date

from registers.imports.table import Point, Row

Value = str | int | float | date | list[str] | None


@dataclass(frozen=True, slots=True)
class Reason:
    """`column` and `value` as in the file; `message` says what was expected; `like_row` is the row it repeats."""

    message: str
    column: str = ""
    value: str = ""
    like_row: int = 0


@dataclass(slots=True)
class Record:
    """`values` has only the fields that the file speaks of: None there is "unknown", absent is "not said"."""

    number: int
    external_id: str
    values: dict[str, Value]
    row: Row
    precisions: dict[str, str] = field(default_factory=dict)
    point: Point | None = None
    notes: list[str] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Refusal:
    row: Row
    reasons: list[Reason]


@dataclass(frozen=True, slots=True)
class Skipped:
    row: Row
    reason: str


Outcome = Record | Refusal | Skipped
