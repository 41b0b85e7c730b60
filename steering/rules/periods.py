"""From one day to another, both included."""

from dataclasses import dataclass
from datetime import date, timedelta

ONE_DAY = timedelta(days=1)
CURVE_STEPS = 12


@dataclass(frozen=True)
class Period:
    since: date
    until: date

    @classmethod
    def of_a_year(cls, today: date) -> "Period":
        """The twelve months that end today."""
        return cls(today - timedelta(days=365), today)

    @classmethod
    def of_year(cls, year: int, *, today: date) -> "Period":
        return cls(date(year, 1, 1), min(date(year, 12, 31), today))

    @property
    def eve(self) -> date:
        """The day before it begins: what had happened by then did not happen in it."""
        return self.since - ONE_DAY

    @property
    def years(self) -> list[int]:
        return list(range(self.since.year, self.until.year + 1))

    @property
    def steps(self) -> list[date]:
        """Days for a curve: the first, the last, and some between them, evenly."""
        span = (self.until - self.since).days
        count = max(min(CURVE_STEPS, span), 1)
        return sorted({self.since + timedelta(days=round(span * step / count)) for step in range(count + 1)})
