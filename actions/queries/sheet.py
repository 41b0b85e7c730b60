"""What the page of an action shows to one person: the part of everyone, and what their scopes open."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from actions.enums import ActionStatus, FundingSource, ReviewMoment
from actions.models import ActionPage, Funding, Indicator, Review
from actions.rules.ends import may_be_reviewed
from actions.rules.results import COUNTS, SCHOOLING, enrolled
from actions.rules.results import Money as Amounts
from actors.enums import Verb
from actors.models import User
from actors.rules import can
from cms.rules.places import public_place
from sites.models import SitePage
from territories.models import Territory


@dataclass(frozen=True)
class Row:
    """One count over the years, None where it is unknown. The first rows are those of schooling."""

    label: str
    values: list[int | None]
    is_total: bool = False


@dataclass(frozen=True)
class MoneyRow:
    label: str
    values: list[Amounts]
    total: Amounts


@dataclass(frozen=True)
class Money:
    years: list[int]
    rows: list[MoneyRow]
    totals: list[Amounts]
    total: Amounts


@dataclass(frozen=True)
class Sheet:
    place: Territory
    is_member: bool
    reads_history: bool
    sees_finances: bool
    may_update: bool
    sites: list[SitePage]
    years: list[int]
    rows: list[Row]
    comments: list[Indicator]
    money: Money
    pilots: list[User]
    reviews: list[Review]
    before: ActionPage | None
    after: list[ActionPage]
    awaits_outcome: bool
    awaits_review: bool


def action_sheet(action: ActionPage, user: Any) -> Sheet:
    is_member = can(user, Verb.READ, action)
    # Who steers it and who changed what: names of people, for those who write to each other.
    reads_history = can(user, Verb.READ_JOURNAL, action)
    sees_finances = can(user, Verb.READ_FINANCES, action)
    may_update = can(user, Verb.UPDATE, action)
    indicators = list(action.indicators.order_by("year")) if is_member else []
    reviews = list(action.reviews.exclude(answered_on=None).select_related("organisation")) if is_member else []
    is_reviewed = any(review.moment == ReviewMoment.YEAR_LATER for review in reviews)
    today = timezone.localdate()
    return Sheet(
        place=action.territory if is_member else public_place(action.territory),
        is_member=is_member,
        reads_history=reads_history,
        sees_finances=sees_finances,
        may_update=may_update,
        sites=_readable_sites(action, user) if is_member else [],
        years=[indicator.year for indicator in indicators],
        rows=list(_rows(indicators)),
        comments=[indicator for indicator in indicators if indicator.comment],
        money=money_of(list(action.fundings.order_by("year", "source")) if sees_finances else []),
        pilots=_pilots(action) if is_member and reads_history else [],
        reviews=reviews,
        before=action.continues if is_member and action.continues and action.continues.live else None,
        after=list(action.continued_by.live().order_by("started_on", "pk")) if is_member else [],
        awaits_outcome=may_update and action.status == ActionStatus.OUTCOME_AWAITED,
        awaits_review=may_update
        and not is_reviewed
        and may_be_reviewed(today, action.ended_on, outcome=action.outcome),
    )


def _pilots(action: ActionPage) -> list[User]:
    return list(action.pilots.filter(is_active=True).order_by("last_name", "first_name", "pk"))


def money_of(fundings: Sequence[Funding]) -> Money:
    """Sources in rows, years in columns, and what they add up to. A sum is of what is known."""
    years = sorted({funding.year for funding in fundings})
    known = {(funding.source, funding.year): funding for funding in fundings}
    sources = [source for source in FundingSource if any(funding.source == source for funding in fundings)]
    rows = [
        MoneyRow(
            str(source.label),
            [_amounts(known.get((source, year))) for year in years],
            _summed([funding for funding in fundings if funding.source == source]),
        )
        for source in sources
    ]
    totals = [_summed([funding for funding in fundings if funding.year == year]) for year in years]
    return Money(years, rows, totals, _summed(fundings))


def _amounts(funding: Funding | None) -> Amounts:
    return Amounts(funding.planned_eur, funding.spent_eur) if funding else Amounts()


def _summed(fundings: Sequence[Funding]) -> Amounts:
    planned = [one.planned_eur for one in fundings if one.planned_eur is not None]
    spent = [one.spent_eur for one in fundings if one.spent_eur is not None]
    return Amounts(sum(planned) if planned else None, sum(spent) if spent else None)  # type: ignore[arg-type]


def _readable_sites(action: ActionPage, user: Any) -> list[SitePage]:
    linked = [site.pk for site in action.sites.all()]
    sites = SitePage.objects.live().filter(pk__in=linked).select_related("commune").order_by("title", "pk")
    return [site for site in sites if can(user, Verb.READ_EXACT, site)]


def _rows(indicators: list[Indicator]) -> Iterable[Row]:
    """Counts that are known for one year at least."""
    for name in COUNTS:
        yield from _row(str(Indicator._meta.get_field(name).verbose_name), [getattr(i, name) for i in indicators])  # type: ignore[union-attr]
        if name == SCHOOLING[-1]:
            totals = [enrolled({count: getattr(i, count) for count in SCHOOLING}) for i in indicators]
            yield from _row(_("enrolled in all"), totals, is_total=True)


def _row(label: str, values: list[int | None], *, is_total: bool = False) -> Iterable[Row]:
    if any(value is not None for value in values):
        yield Row(label, values, is_total)
