"""A report as data: what a page, a PDF and a Word document say alike."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from cms.rules.charts import BarChart, LineChart
from steering.rules.figures import Figure, Table


@dataclass(frozen=True)
class Section:
    """One part, in the order of what it holds: text, key figures, charts with their tables, a map, notes.

    drawing: a picture that is drawn already (a map), as SVG, and what it shows in a sentence.
    """

    title: str
    paragraphs: Sequence[str] = ()
    figures: Sequence[Figure] = ()
    charts: Sequence[LineChart | BarChart] = ()
    drawing: tuple[str, str] | None = None
    tables: Sequence[Table] = ()
    notes: Sequence[str] = ()
    is_restricted: bool = False


@dataclass(frozen=True)
class Report:
    """`told`: what stands below the title. `meanings`: what each figure counts, for the last page."""

    title: str
    subtitle: str
    told: Sequence[str]
    sections: Sequence[Section] = field(default_factory=list)
    meanings: Sequence[tuple[str, str]] = ()

    @property
    def is_restricted(self) -> bool:
        return any(section.is_restricted for section in self.sections)
