"""What is wrong with what somebody typed, before it is an error of a form or of an import."""

from dataclasses import dataclass

# The code of an error on what is possible and surprising: the same, confirmed, is accepted.
SURPRISING = "surprising"


@dataclass(frozen=True)
class Problem:
    """A reason, in words for the person who typed, and the field that it concerns. `against` names the other one."""

    field: str
    reason: str
    against: str = ""
