"""What a noun expects of a row: each noun's imports room writes its own, the mapping is checked against it."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum


class Kind(StrEnum):
    TEXT = "text"  # one line: spaces are put in order
    PROSE = "prose"  # lines are kept
    WHOLE = "whole"  # a whole number, never negative
    NUMBER = "number"
    DATE = "date"
    CHOICE = "choice"
    CHOICES = "choices"


@dataclass(frozen=True, slots=True)
class Expected:
    kind: Kind = Kind.TEXT
    required: bool = False
    choices: frozenset[str] = frozenset()
    max_length: int = 0
    maximum: int | None = None
    minimum: int | None = None
    # A date of which the month, the year or the decade may be all that is known.
    may_be_vague: bool = False


Schema = Mapping[str, Expected]


def text(max_length: int, *, required: bool = False) -> Expected:
    return Expected(Kind.TEXT, required=required, max_length=max_length)


def prose(max_length: int = 0, *, required: bool = False) -> Expected:
    return Expected(Kind.PROSE, required=required, max_length=max_length)


def whole(maximum: int | None = None) -> Expected:
    return Expected(Kind.WHOLE, minimum=0, maximum=maximum)


def number(minimum: int, maximum: int) -> Expected:
    return Expected(Kind.NUMBER, minimum=minimum, maximum=maximum)


def day(*, required: bool = False, may_be_vague: bool = False) -> Expected:
    return Expected(Kind.DATE, required=required, may_be_vague=may_be_vague)


def choice(values: Iterable[str]) -> Expected:
    return Expected(Kind.CHOICE, choices=frozenset(map(str, values)))


def choices(values: Iterable[str]) -> Expected:
    return Expected(Kind.CHOICES, choices=frozenset(map(str, values)))
