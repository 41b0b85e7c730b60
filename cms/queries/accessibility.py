"""The RGAA grid of the platform, kept as data (cms/data/rgaa.fr.csv): its document and its statement are made from it.

The standard is French, and so are the words of the grid.
"""

import csv
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path

from cms.enums import STATES, Conformity, Criterion

GRID = Path(__file__).parent.parent / "data" / "rgaa.fr.csv"
# When the team last went through the grid.
CHECKED_ON = date(2026, 11, 28)
TOPICS = (
    "Images", "Cadres", "Couleurs", "Multimédia", "Tableaux", "Liens", "Scripts", "Éléments obligatoires",
    "Structuration de l’information", "Présentation de l’information", "Formulaires", "Navigation", "Consultation",
)  # fmt: skip


@dataclass(frozen=True)
class Line:
    """`proof`: tests of this repository, "axe" (its rules that carry the criterion) or "relecture" (read by us)."""

    number: str
    subject: str
    status: Criterion
    proof: tuple[str, ...]
    note: str

    @property
    def topic(self) -> str:
        return TOPICS[int(self.number.partition(".")[0]) - 1]


@dataclass(frozen=True)
class Score:
    """What was not checked counts as not met."""

    met: int
    applicable: int

    @property
    def percent(self) -> int:
        """Never rounded up."""
        return 100 * self.met // self.applicable

    @property
    def conformity(self) -> Conformity:
        if self.met == self.applicable:
            return Conformity.TOTAL
        return Conformity.PARTIAL if self.percent >= 50 else Conformity.NONE

    @property
    def state(self) -> str:
        """In a sentence."""
        return str(STATES[self.conformity])


@cache
def grid() -> tuple[Line, ...]:
    with GRID.open(encoding="utf-8", newline="") as file:
        return tuple(
            Line(
                number=row["critère"],
                subject=row["sujet"],
                status=Criterion(row["statut"]),
                proof=tuple(one.strip() for one in row["preuve"].split(",")),
                note=row["remarque"],
            )
            for row in csv.DictReader(file, delimiter=";")
        )


@cache
def score() -> Score:
    applicable = [line for line in grid() if line.status != Criterion.NOT_APPLICABLE]
    return Score(met=sum(line.status == Criterion.MET for line in applicable), applicable=len(applicable))


def unmet() -> list[Line]:
    return [line for line in grid() if line.status in (Criterion.NOT_MET, Criterion.NOT_CHECKED)]
