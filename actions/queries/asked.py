"""What somebody is asked to say of the actions that are theirs: outcomes, and the results of years gone by.

Theirs: led by their organisation, or piloted by them, and that they may update. One question to the database more for
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
    today = timezone.localdate()
    now = today.year
    piloted = ActionPage.pilots.through.objects.filter(user_id=user.pk)
    theirs = Q(pk__in=piloted.values("actionpage_id"))
    if user.organisation_id:
        theirs |= Q(operator_id=user.organisation_id)
    # All that is asked is of years that results are asked for: these actions are read once.
    lately = actions_for(user, Verb.UPDATE).filter(theirs, _ran_since(now - YEARS_BACK))
    found = lately.annotate(
        awaits_outcome=_outcome_awaited(today),
        awaits_review=_review_awaited(today),
        is_under_way=with_status(ActionStatus.UNDER_WAY, on=today),
    )
    by_title: list[Any] = list(found)
    by_end = sorted(by_title, key=lambda action: (action.ended_on or date.max, action.pk))
    return Asked(
        outcomes=[action for action in by_end if action.awaits_outcome],
        reviews=[action for action in by_end if action.awaits_review],
        missing=_lacking([action for action in by_title if action.started_on.year < now], now),
        under_way=[action for action in by_title if action.is_under_way],
    )


def outcomes_awaited(actions: QuerySet[ActionPage], *, on: date | None = None) -> QuerySet[ActionPage]:
    """Over for less than a year, today or `on` a day: of what ended before, nobody is asked."""
    return actions.filter(_outcome_awaited(on or timezone.localdate())).order_by("ended_on", "pk")


def _outcome_awaited(today: date) -> Q:
    return with_status(ActionStatus.OUTCOME_AWAITED, on=today) & Q(ended_on__gt=today - STALE_AFTER)


def reviews_awaited(actions: QuerySet[ActionPage], *, on: date | None = None) -> QuerySet[ActionPage]:
    """Ended twelve months ago, less than two years ago, without a word on what remains: today or `on` a day."""
    return actions.filter(_review_awaited(on or timezone.localdate())).order_by("ended_on", "pk")


def _review_awaited(today: date) -> Q:
    told = Review.objects.filter(action=OuterRef("pk"), moment=ReviewMoment.YEAR_LATER, answered_on__isnull=False)
    a_year_ago = Q(ended_on__lte=today - YEAR, ended_on__gt=today - YEAR - STALE_AFTER)
    return with_status(ActionStatus.ENDED, on=today) & a_year_ago & Q(~Exists(told))


def missing_results(actions: QuerySet[ActionPage]) -> list[Missing]:
    """Of years that are over, the last ones only; the action that lacks most comes first."""
    now = timezone.localdate().year
    return _lacking(list(actions.filter(_ran_since(now - YEARS_BACK), started_on__year__lt=now)), now)


def _ran_since(year: int) -> Q:
    return Q(ended_on=None) | Q(ended_on__year__gte=year)


def _lacking(ran: list[ActionPage], now: int) -> list[Missing]:
    first = now - YEARS_BACK
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
