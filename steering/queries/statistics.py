"""The public page of statistics: everything on it was published before, by the rule of areas."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Any

from django.conf import settings
from django.db.models import Min, Window
from django.utils.translation import gettext as _

from catalog.models import AreaTotals
from cms.rules.charts import BarChart, LineChart, Series
from steering.models import OpenMonth, UseOfDay
from steering.queries.places import outline_of
from steering.rules.figures import Figure
from steering.rules.maps import Shape, choropleth
from territories.enums import Level
from territories.models import Territory

SHOWN_MONTHS = 24


@dataclass(frozen=True)
class Statistics:
    """`months`: the last ones of the open dataset, the latest first. `use`: None before the first day."""

    totals: AreaTotals | None
    curve: LineChart
    months: Sequence[OpenMonth]
    first_month: date | None
    use: UseOfDay | None

    @property
    def month(self) -> OpenMonth | None:
        return self.months[0] if self.months else None

    @cached_property
    def told(self) -> list[dict[str, Any]]:
        """The départements of which the last month says something, the most people first."""
        rows = [row for row in (self.month.rows if self.month else []) if row["zones"]]
        return sorted(rows, key=lambda row: (-(row["personnes"] or 0), row["departement_code"]))

    @property
    def silent(self) -> int:
        return len(self.month.rows) - len(self.told) if self.month else 0

    @property
    def use_figures(self) -> list[Figure]:
        return use_figures(self.use.values) if self.use else []

    @property
    def use_chart(self) -> BarChart | None:
        if self.use is None:
            return None
        kinds = {"observations": _("Observations of sites"), "messages": _("Messages in journals")}
        return BarChart(
            _("What was shared, month by month"),
            [
                Series(label, [(month, count) for month, count in self.use.values[name]])
                for name, label in kinds.items()
            ],
        )

    @cached_property
    def map(self) -> str:
        values = {row["departement_code"]: row["personnes"] for row in self.told}
        return choropleth(_("People by département, as areas tell them"), _shapes(values)) if values else ""


def statistics() -> Statistics:
    """Three queries, and one for the map."""
    days = list(AreaTotals.objects.order_by("as_of"))
    monthly = {one.as_of.replace(day=1): one for one in reversed(days)}
    kept = sorted(monthly.values(), key=lambda one: one.as_of)[-SHOWN_MONTHS:]
    if days and days[-1] not in kept:
        kept.append(days[-1])
    points: list[tuple[date, AreaTotals]] = [(one.as_of, one) for one in kept]
    curve = LineChart(
        _("People living in open sites"), [Series(_("People, about"), [(day, one.people) for day, one in points])]
    )
    months = list(OpenMonth.objects.annotate(first=Window(Min("month"))).order_by("-month")[:SHOWN_MONTHS])
    return Statistics(
        totals=days[-1] if days else None,
        curve=curve,
        months=months,
        first_month=months[0].first if months else None,
        use=UseOfDay.objects.order_by("-day").first(),
    )


def use_figures(values: dict[str, Any]) -> list[Figure]:
    def figure(code: str, label: str, counts: str, unit: str = "") -> Figure:
        return Figure(code, label, values[code], counts, unit=unit, has_list=False)

    return [
        figure("accounts", _("accounts"), _("People who have an account and use it.")),
        figure("accounts_recent", _("people this month"), _("Those who logged in during the last thirty days.")),
        figure("organisations", _("organisations"), _("Those of these people.")),
        figure("departements", _("départements"), _("Where one of them at least works.")),
        figure("actions", _("actions"), _("Published, whether planned, under way or ended.")),
        figure("practices", _("good practices"), _("Published.")),
        figure(
            "observed_recently",
            _("of open sites seen lately"),
            _("Observed in the last three months; to the nearest five per cent."),
            "%",
        ),
    ]


def _shapes(values: dict[str, int | None]) -> list[Shape]:
    """Every département; those that no area tells of are unknown."""
    places = Territory.objects.current().at(Level.DEPARTEMENT).filter(country=settings.PLATFORM_COUNTRY)
    return [
        Shape(place.label, outline_of(place), values.get(place.code))
        for place in places.select_related("outline").in_order()
    ]
