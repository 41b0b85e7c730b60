"""A comparison as pages show it: a table, bars, and a map where territories share a level."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django.conf import settings
from django.http import QueryDict
from django.utils.translation import gettext as _

from actors.enums import Verb
from cms.rules.charts import BarChart, Series
from steering.queries.compare import (
    LEVELS_BELOW,
    Compared,
    Measure,
    children_of,
    compare,
    compare_chosen,
    comparison_table,
    measures,
)
from steering.queries.places import outline_of, place_named
from steering.queries.tallies import View, reading_territories, view_in, view_of
from steering.rules.figures import Table
from steering.rules.maps import Shape, choropleth
from steering.rules.periods import Period
from territories.enums import Level
from territories.models import Territory

MAX_CHOSEN = 6
# Bars beyond would be a wall: the table says the rest.
MAX_BARS = 15


@dataclass(frozen=True)
class Comparison:
    """`measure` is drawn; all are in the table. `level`: None for territories chosen one by one."""

    rows: Sequence[Compared]
    measures: Sequence[Measure]
    measure: Measure
    view: View
    level: Level | None = None

    @staticmethod
    def choices(place: Territory) -> dict[str, Any]:
        """What a form offers for a place."""
        return {
            "levels": LEVELS_BELOW[Level(place.level)],
            "measures": [(one.code, one.label) for one in measures()],
        }

    @classmethod
    def chosen(cls, places: Sequence[Territory], view: View, period: Period) -> "Comparison":
        wanted = measures()
        rows = compare_chosen(places, view, period, wanted=wanted) if places else []
        return cls(rows, wanted, wanted[0], view)

    @cached_property
    def table(self) -> Table:
        return comparison_table(self.rows, self.level, wanted=self.measures)

    @property
    def bars(self) -> BarChart:
        """The territories where the measure is highest."""
        return self._bars_of(self.measure)

    @property
    def every_bars(self) -> list[BarChart]:
        """A drawing for each measure that is never below zero."""
        return [self._bars_of(one) for one in self.measures if one.code != "net"]

    def _bars_of(self, measure: Measure) -> BarChart:
        place_of = list(self.measures).index(measure)
        known = [(row.place.label, row.values[place_of]) for row in self.rows]
        highest = sorted(known, key=lambda one: (one[1] is None, -(one[1] or 0), one[0]))[:MAX_BARS]
        return BarChart(measure.label, [Series(measure.label, highest)])

    @property
    def is_cut(self) -> bool:
        return len(self.rows) > MAX_BARS

    @cached_property
    def map(self) -> str:
        """ "" where there is nothing to draw."""
        if self.level is None:
            return ""
        place_of = list(self.measures).index(self.measure)
        values = {row.place.pk: row.values[place_of] for row in self.rows}
        shapes = [
            Shape(place.label, outline_of(place), values[place.pk] if place.pk in values else self._without_site(place))
            for place in children_of(self.view.place, self.level)
        ]
        title = _("%(measure)s, by territory") % {"measure": self.measure.label}
        return choropleth(title, shapes)

    def _without_site(self, place: Territory) -> int | None:
        """Nothing there counts zero, and no share; what is out of one's scopes is unknown."""
        is_seen = self.view.scopes is None or bool(set(self.view.scopes) & set(place.ancestor_ids))
        return 0 if is_seen and not self.measure.unit else None


def comparison_of(view: View, period: Period, level: Level | None, *, measure: str) -> Comparison | None:
    """None where a place has nothing below it."""
    if level is None:
        return None
    wanted = measures()
    drawn = next(one for one in wanted if one.code == measure)
    return Comparison(compare(view, period, level, wanted=wanted), wanted, drawn, view, level)


def root_view(user: Any, *, verb: Verb = Verb.READ) -> View | None:
    """All that somebody may count in the platform's country, or take away."""
    nation = Territory.objects.filter(level=Level.NATION, country=settings.PLATFORM_COUNTRY).first()
    return view_of(nation, user, verb=verb) if nation else None


def chosen_places(query: QueryDict, user: Any, *, verb: Verb = Verb.READ) -> tuple[list[Territory], str]:
    """The places named by `territoire` that `user` may open (or take away), and what was wrong with the others."""
    held = reading_territories(user, verb=verb)
    asked = list(dict.fromkeys(key for key in query.getlist("territoire") if key))
    places, refused = [], []
    for key in asked[:MAX_CHOSEN]:
        place = place_named(key)
        if place and view_in(place, held):
            places.append(place)
        else:
            refused.append(key)
    if refused:
        return places, _("These are not territories that you may open: %s.") % ", ".join(refused)
    if len(asked) > MAX_CHOSEN:
        return places, _("Compare %d territories at most.") % MAX_CHOSEN
    return places, ""
