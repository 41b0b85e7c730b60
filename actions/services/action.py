"""Beginning an action, changing what its sheet says, going on with it another year."""

from collections.abc import Mapping
from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from actions.enums import FundingSource
from actions.models import ActionPage
from actions.rules.results import Money
from actions.services.results import record_funding
from actions.services.steps import announce
from actors.enums import Verb
from actors.models import User
from actors.rules import can
from cms.services import (
    add_page,
    ensure_territory_page,
    hold_page,
    open_submission,
    require_free,
    require_unchanged,
    save_version,
    version_to_change,
)
from cms.services.steps import require
from territories.models import Territory

# What a form, an import or the API may say of an action, besides its territory.
ACTION_FACTS = ("title", "objectives", "themes", "operator", "started_on", "ended_on", "location_kind")
ACTION_LINKS = ("sites", "pilots")


@transaction.atomic
def create_action(
    *, user: User, territory: Territory, facts: Mapping[str, Any], continues: ActionPage | None = None
) -> ActionPage:
    """A new action in the section of its territory: published if the user may, otherwise a draft for a pilot.

    `facts`: ACTION_FACTS ("title", "objectives", "started_on" and "operator" are required) and ACTION_LINKS.
    """
    action = ActionPage(territory=territory, owner=user, live=False, continues=continues)
    _state(action, {name: value for name, value in facts.items() if name not in ACTION_LINKS})
    require(user, Verb.DECLARE, action.as_thing())
    add_page(action, parent=ensure_territory_page(territory))
    _link(action, facts, user=user)
    save_version(user=user, version=action)
    announce(action, "actions.create", user=user)
    return action


@transaction.atomic
def continue_action(
    *, user: User, action: ActionPage, facts: Mapping[str, Any], territory: Territory, copies_money: bool = False
) -> ActionPage:
    """The same action, begun anew for another year: what its sheet says now, and the money that was planned before."""
    require(user, Verb.UPDATE, action)
    following = create_action(user=user, territory=territory, facts=facts, continues=action)
    if copies_money:
        _copy_money(action, following, user=user)
    return following


def _copy_money(action: ActionPage, following: ActionPage, *, user: User) -> None:
    """What was planned the last year, by source, planned again for the first year of the one that follows."""
    require(user, Verb.READ_FINANCES, action)
    last = action.fundings.exclude(planned_eur=None).order_by("-year").values_list("year", flat=True).first()
    for funding in action.fundings.exclude(planned_eur=None).filter(year=last).order_by("source"):
        record_funding(
            user=user,
            action=following,
            source=FundingSource(funding.source),
            year=following.started_on.year,
            money=Money(planned=funding.planned_eur),
        )


@transaction.atomic
def update_action(*, user: User, action: ActionPage, facts: Mapping[str, Any], since: int | None = None) -> ActionPage:
    """Change the sheet: at once if the user may publish there, otherwise as a version that awaits a pilot.

    `since`: the mark of the version that was read (cms.services.mark_of); refused with the code "stale" if it changed.
    """
    require(user, Verb.UPDATE, action)
    current = hold_page(action)
    require_free(open_submission(current), user=user)
    require_unchanged(current, user=user, since=since)
    version = version_to_change(current, user=user)
    names = [*ACTION_FACTS, *ACTION_LINKS]
    before = {name: _said(version, name) for name in names}
    if "ended_on" in facts:
        _refuse_silent_end(version, facts["ended_on"])
    _state(version, {name: value for name, value in facts.items() if name not in ACTION_LINKS})
    _link(version, facts, user=user)
    # It may have been given to another operator: whoever does so must have the right there too.
    require(user, Verb.UPDATE, version)
    shows = save_version(user=user, version=version)
    changed = [name for name in names if _said(version, name) != before[name]]
    announce(version, "actions.update" if shows else "actions.propose", user=user, data={"fields": changed})
    return version


def _refuse_silent_end(action: ActionPage, ended_on: Any) -> None:
    """An action ends by saying what came of it (`end_action`), and by no other way."""
    if ended_on == action.ended_on:
        return
    if action.outcome:
        raise ValidationError({"ended_on": _("This action is ended. To go on, copy it to a new year.")})
    if ended_on and ended_on < timezone.localdate():
        raise ValidationError({"ended_on": _("An action ends by saying what came of it: choose “End the action”.")})


def _state(action: ActionPage, facts: Mapping[str, Any]) -> None:
    unknown = facts.keys() - set(ACTION_FACTS)
    if unknown:
        raise TypeError(f"An action has no {sorted(unknown)}.")
    for name, value in facts.items():
        setattr(action, name, value)
    if not action.operator_id:
        raise ValidationError({"operator": _("Say who leads it.")})


def _link(action: ActionPage, facts: Mapping[str, Any], *, user: User) -> None:
    for name in ACTION_LINKS:
        if name in facts:
            getattr(action, name).set(facts[name])
    if not all(can(user, Verb.READ, site) for site in facts.get("sites", ())):
        raise PermissionDenied


def _said(action: ActionPage, name: str) -> Any:
    if name in ACTION_LINKS:
        return sorted(linked.pk for linked in getattr(action, name).all())
    return getattr(action, name)
