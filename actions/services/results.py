"""What comes of an action, year by year, and its money."""

from collections.abc import Mapping
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from actions.enums import FundingSource
from actions.models import ActionPage, Funding, FundingChange, Indicator
from actions.rules.results import COUNTS, Money, impossible_results, surprising_money
from actions.services.steps import announce
from actions.signals import results_changed
from actors.enums import Verb
from actors.models import User
from catalog.services import publish_page
from cms.rules.problems import SURPRISING
from cms.services.steps import refuse_if, require


@transaction.atomic
def record_indicators(*, user: User, action: ActionPage, year: int, values: Mapping[str, Any]) -> Indicator:
    """The results of one year: those of COUNTS and "comment" that `values` holds; the others stay as they were."""
    require(user, Verb.UPDATE, action)
    _require_year(action, year)
    # Held against someone who records the same year from another screen.
    ActionPage.objects.select_for_update(of=("self",)).get(pk=action.pk)
    indicator = Indicator.objects.filter(action=action, year=year).first() or Indicator(action=action, year=year)
    changed = [name for name, value in values.items() if getattr(indicator, name) != value]
    before = {name: getattr(indicator, name) for name in changed}
    _state(indicator, values)
    if not changed and indicator.pk:
        return indicator
    indicator.full_clean()
    _refuse_impossible(indicator)
    indicator.save()
    publish_page(action)
    results_changed.send(sender=ActionPage, action_id=action.pk)
    announce(
        action,
        "actions.record_indicators",
        user=user,
        data={"year": year, "fields": changed, "before": before, "after": {name: values[name] for name in changed}},
    )
    return indicator


@transaction.atomic
def record_funding(
    *, user: User, action: ActionPage, source: FundingSource, year: int, money: Money, confirmed: bool = False
) -> Funding | None:
    """Money of one year from one source. Neither planned nor spent: the line goes, and None is answered.

    Spent beyond planned is refused with the code SURPRISING until it is `confirmed`: it happens, and is often a slip.
    """
    require(user, Verb.UPDATE, action)
    require(user, Verb.READ_FINANCES, action)
    _require_year(action, year, is_money=True)
    ActionPage.objects.select_for_update(of=("self",)).get(pk=action.pk)
    funding = Funding.objects.filter(action=action, year=year, source=source).first()
    said = {"planned_eur": money.planned, "spent_eur": money.spent}
    change = FundingChange(action=action, year=year, source=source, author=user, organisation=user.organisation, **said)
    # The log says that money was recorded, never how much: those who read it may not all see finances.
    told: dict[str, Any] = {"user": user, "data": {"year": year, "source": str(source)}}
    if money == Money():
        if funding:
            funding.delete()
            change.save()
            announce(action, "actions.remove_funding", **told)
        return None
    funding = funding or Funding(action=action, year=year, source=source)
    if funding.pk and (funding.planned_eur, funding.spent_eur) == money:
        return funding
    if not confirmed:
        refuse_if(surprising_money(money), code=SURPRISING)
    for name, value in said.items():
        setattr(funding, name, value)
    funding.full_clean()
    funding.save()
    change.save()
    announce(action, "actions.record_funding", **told)
    return funding


def uncovered_year(action: ActionPage, year: int, *, is_money: bool = False) -> bool:
    """Results come while the action goes on; money may be planned before, and paid in the year after."""
    margin = 1 if is_money else 0
    first = action.started_on.year - margin
    last = action.ended_on.year + margin if action.ended_on else year
    return not first <= year <= last


def _require_year(action: ActionPage, year: int, *, is_money: bool = False) -> None:
    if uncovered_year(action, year, is_money=is_money):
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
    refuse_if(impossible_results(counts, labels=labels))
