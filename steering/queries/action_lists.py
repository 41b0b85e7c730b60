"""The actions behind the results of a theme, and the fundings behind an amount."""

from dataclasses import dataclass
from typing import Any

from actions.enums import FundingSource, Theme
from actions.models import ActionPage, Funding
from actors.enums import Verb
from steering.queries.actions import RESULTS, actions_in, results_of, under_way
from steering.queries.lists import SIZE, Page
from steering.rules.periods import Period
from territories.models import Territory


@dataclass(frozen=True)
class ActionLine:
    """`results`: of the years of the period, in the order of RESULTS; None is unknown."""

    action: ActionPage
    results: list[int | None]


def actions_behind(place: Territory, user: Any, period: Period, *, theme: Theme | None, page: int = 1) -> Page:
    """Those that the line of a theme counts, or all. Three queries."""
    running = under_way(actions_in(place, user), period)
    if theme:
        running = running.filter(themes__contains=[theme])
    shown = list(running.select_related("operator", "territory").order_by("title", "pk")[_slice(page)])
    results = results_of(ActionPage.objects.filter(pk__in=[one.pk for one in shown]), period)
    lines = [
        ActionLine(one, [results[one.pk][name] if one.pk in results else None for name in RESULTS]) for one in shown
    ]
    return Page(lines, running.count(), page, SIZE)


def fundings_behind(place: Territory, user: Any, *, year: int, source: FundingSource | None, page: int = 1) -> Page:
    """Those that an amount adds up, of actions whose finances `user` may see. Two queries."""
    fundings = Funding.objects.filter(action__in=actions_in(place, user, Verb.READ_FINANCES), year=year)
    if source:
        fundings = fundings.filter(source=source)
    shown = fundings.select_related("action__operator", "action__territory").order_by("action__title", "source", "pk")
    return Page(list(shown[_slice(page)]), fundings.count(), page, SIZE)


def _slice(page: int) -> slice:
    return slice((page - 1) * SIZE, page * SIZE)
