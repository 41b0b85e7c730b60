"""What the page of an action shows to one person: the part of everyone, and what their scopes open."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from actions.models import ActionPage, Funding, Indicator
from actions.rules.results import COUNTS, SCHOOLING, enrolled
from actors.enums import Verb
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
class Sheet:
    place: Territory
    is_member: bool
    sees_finances: bool
    may_update: bool
    sites: list[SitePage]
    years: list[int]
    rows: list[Row]
    comments: list[Indicator]
    fundings: list[Funding]


def action_sheet(action: ActionPage, user: Any) -> Sheet:
    is_member = can(user, Verb.READ, action)
    sees_finances = can(user, Verb.READ_FINANCES, action)
    indicators = list(action.indicators.order_by("year")) if is_member else []
    return Sheet(
        place=action.territory if is_member else public_place(action.territory),
        is_member=is_member,
        sees_finances=sees_finances,
        may_update=can(user, Verb.UPDATE, action),
        sites=_readable_sites(action, user) if is_member else [],
        years=[indicator.year for indicator in indicators],
        rows=list(_rows(indicators)),
        comments=[indicator for indicator in indicators if indicator.comment],
        fundings=list(action.fundings.order_by("year", "source")) if sees_finances else [],
    )


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
