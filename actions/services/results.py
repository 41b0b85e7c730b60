"""What comes of an action, year by year, and its money."""

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from actions.enums import FundingSource
from actions.models import ActionPage, Funding, Indicator
from actions.rules.results import COUNTS, impossible_results
from actions.services.steps import announce, require
from actions.signals import results_changed
from actors.enums import Verb
from actors.models import User
from actors.rules import can
from catalog.services import publish_page


@transaction.atomic
def record_indicators(*, user: User, action: ActionPage, year: int, values: Mapping[str, Any]) -> Indicator:
    """The results of one year: those of COUNTS and "comment" that `values` holds; the others stay as they were."""
    require(user, Verb.UPDATE, action)
    _require_year(action, year)
    # Held against someone who records the same year from another screen.
    ActionPage.objects.select_for_update(of=("self",)).get(pk=action.pk)
    indicator = Indicator.objects.filter(action=action, year=year).first() or Indicator(action=action, year=year)
    changed = [name for name, value in values.items() if getattr(indicator, name) != value]
    _state(indicator, values)
    if not changed and indicator.pk:
        return indicator
    indicator.full_clean()
    _refuse_impossible(indicator)
    indicator.save()
    publish_page(action)
    results_changed.send(sender=ActionPage, action_id=action.pk)
    announce(action, "actions.record_indicators", user=user, data={"year": year, "fields": changed})
    return indicator


@transaction.atomic
def record_funding(
    *,
    user: User,
    action: ActionPage,
    source: FundingSource,
    year: int,
    planned_eur: Decimal | None,
    spent_eur: Decimal | None,
) -> Funding | None:
    """Money of one year from one source. Neither planned nor spent: the line goes, and None is answered."""
    require(user, Verb.UPDATE, action)
    if not can(user, Verb.READ_FINANCES, action):
        raise PermissionDenied
    _require_year(action, year, is_money=True)
    funding = Funding.objects.filter(action=action, year=year, source=source).first()
    if planned_eur is None and spent_eur is None:
        if funding:
            funding.delete()
            announce(action, "actions.remove_funding", user=user, data={"year": year, "source": str(source)})
        return None
    funding = funding or Funding(action=action, year=year, source=source)
    if funding.pk and (funding.planned_eur, funding.spent_eur) == (planned_eur, spent_eur):
        return funding
    for name, value in {"planned_eur": planned_eur, "spent_eur": spent_eur}.items():
        setattr(funding, name, value)
    funding.full_clean()
    funding.save()
    # The log says that money was recorded, never how much: those who read it may not all see finances.
    announce(action, "actions.record_funding", user=user, data={"year": year, "source": str(source)})
    return funding


def _require_year(action: ActionPage, year: int, *, is_money: bool = False) -> None:
    """Results come while the action goes on; money may be planned before, and paid in the year after."""
    margin = 1 if is_money else 0
    first = action.started_on.year - margin
    last = action.ended_on.year + margin if action.ended_on else year
    if not first <= year <= last:
        raise ValidationError({"year": _("The action does not cover this year.")})


def _state(indicator: Indicator, values: Mapping[str, Any]) -> None:
    unknown = values.keys() - {*COUNTS, "comment"}
    if unknown:
        raise TypeError(f"Indicators have no {sorted(unknown)}.")
    for name, value in values.items():
        setattr(indicator, name, value)


def _refuse_impossible(indicator: Indicator) -> None:
    counts = {name: getattr(indicator, name) for name in COUNTS}
    labels = {field.name: str(field.verbose_name) for field in Indicator._meta.fields}
    found: dict[str, list[str]] = {}
    for problem in impossible_results(counts, labels=labels):
        found.setdefault(problem.field, []).append(problem.reason)
    if found:
        raise ValidationError(found)
