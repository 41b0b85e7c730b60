"""What somebody is asked to say of the actions that are theirs: outcomes, and the results of years gone by.

Theirs: led by their organisation, or piloted by them, and that they may update. Two questions to the database more for
three actions than for none, and no more for a hundred.
"""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils import timezone

from actions.enums import ActionStatus, ReviewMoment, Theme
from actions.models import ActionPage, Indicator, Review
from actions.queries.mine import actions_for
from actions.querysets import with_status
from actions.rules.ends import STALE_AFTER, YEAR
from actions.rules.results import COUNTS
from actors.enums import Verb

# How many years back results are asked for.
YEARS_BACK = 2
SCHOOLED = frozenset({Theme.SCHOOLING, Theme.MEDIATION})


@dataclass(frozen=True)
class Missing:
    """An action with the years of which nothing is known, and those of which schooling is not."""

    action: ActionPage
    years: list[int]
    without_schooling: list[int] = field(default_factory=list)


@dataclass(frozen=True)
class Asked:
    outcomes: list[ActionPage]
    reviews: list[ActionPage]
    missing: list[Missing]
    under_way: list[ActionPage]

    @property
    def count(self) -> int:
        return len(self.outcomes) + len(self.reviews) + len(self.missing)


def asked_of(user: Any) -> Asked:
    theirs = Q(pilots=user.pk)
    if user.organisation_id:
        theirs |= Q(operator_id=user.organisation_id)
    mine = actions_for(user, Verb.UPDATE).filter(theirs).distinct()
    today = timezone.localdate()
    under_way = list(mine.filter(with_status(ActionStatus.UNDER_WAY, on=today)))
    return Asked(
        outcomes=list(outcomes_awaited(mine)),
        reviews=list(reviews_awaited(mine)),
        missing=missing_results(mine),
        under_way=under_way,
    )


def outcomes_awaited(actions: QuerySet[ActionPage], *, on: date | None = None) -> QuerySet[ActionPage]:
    """Over for less than a year, today or `on` a day: of what ended before, nobody is asked."""
    today = on or timezone.localdate()
    over = actions.filter(with_status(ActionStatus.OUTCOME_AWAITED, on=today), ended_on__gt=today - STALE_AFTER)
    return over.order_by("ended_on", "pk")


def reviews_awaited(actions: QuerySet[ActionPage], *, on: date | None = None) -> QuerySet[ActionPage]:
    """Ended twelve months ago, less than two years ago, without a word on what remains: today or `on` a day."""
    today = on or timezone.localdate()
    told = Review.objects.filter(action=OuterRef("pk"), moment=ReviewMoment.YEAR_LATER, answered_on__isnull=False)
    ended = actions.filter(with_status(ActionStatus.ENDED, on=today), ended_on__lte=today - YEAR)
    return ended.filter(~Exists(told), ended_on__gt=today - YEAR - STALE_AFTER).order_by("ended_on", "pk")


def missing_results(actions: QuerySet[ActionPage]) -> list[Missing]:
    """Of years that are over, the last ones only; the action that lacks most comes first."""
    now = timezone.localdate().year
    first = now - YEARS_BACK
    ran = list(actions.filter(Q(ended_on=None) | Q(ended_on__year__gte=first), started_on__year__lt=now))
    known: dict[int, dict[int, Indicator]] = defaultdict(dict)
    for indicator in Indicator.objects.filter(action__in=[action.pk for action in ran], year__gte=first):
        known[indicator.action_id][indicator.year] = indicator
    found = [_missing(action, known[action.pk], range(first, now)) for action in ran]
    lacking = [one for one in found if one.years or one.without_schooling]
    return sorted(lacking, key=lambda one: (-len(one.years), -len(one.without_schooling), one.action.title))


def _missing(action: ActionPage, known: dict[int, Indicator], asked: Iterable[int]) -> Missing:
    last = action.ended_on.year if action.ended_on else max(asked)
    years = [year for year in asked if action.started_on.year <= year <= last]
    blank = [year for year in years if not _says(known.get(year), COUNTS)]
    is_schooled = bool(SCHOOLED & set(action.themes))
    unsaid = [
        year for year in years if is_schooled and year not in blank and not _says(known[year], ("to_be_schooled",))
    ]
    return Missing(action, blank, unsaid)


def _says(indicator: Indicator | None, names: Iterable[str]) -> bool:
    return indicator is not None and any(getattr(indicator, name) is not None for name in names)
