"""What is found of an installation, in words, with what to do about it."""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import IntEnum


class Severity(IntEnum):
    GOOD, DOUBTFUL, BAD = range(3)


@dataclass(frozen=True)
class Finding:
    """`about`: what was looked at. `said`: how it is, and what to do when it is not good."""

    about: str
    said: str
    severity: Severity = Severity.GOOD


def worst(findings: Iterable[Finding]) -> Severity:
    return max((one.severity for one in findings), default=Severity.GOOD)
