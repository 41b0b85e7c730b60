"""Beginning an action, changing what its sheet says, ending it."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from actions.enums import Outcome
from actions.models import ActionPage
from actions.services.steps import announce, require
from actions.signals import results_changed
from actors.enums import Verb
from actors.models import User
from actors.rules import can
from catalog.services import publish_page
from cms.services import (
    add_page,
    carry_over,
    ensure_territory_page,
    hold_page,
    open_submission,
    require_free,
    save_version,
    version_to_change,
)
from territories.models import Territory

# What a form, an import or the API may say of an action, besides its territory.
ACTION_FACTS = ("title", "objectives", "themes", "operator", "started_on", "ended_on", "location_kind")
ACTION_LINKS = ("sites", "pilots")


@transaction.atomic
def create_action(*, user: User, territory: Territory, facts: Mapping[str, Any]) -> ActionPage:
    """A new action in the section of its territory: published if the user may, otherwise a draft for a pilot.

    `facts`: ACTION_FACTS ("title", "objectives", "started_on" and "operator" are required) and ACTION_LINKS.
    """
    action = ActionPage(territory=territory, owner=user, live=False)
    _state(action, {name: value for name, value in facts.items() if name not in ACTION_LINKS})
    require(user, Verb.DECLARE, action.as_thing())
    add_page(action, parent=ensure_territory_page(territory))
    _link(action, facts, user=user)
    save_version(user=user, version=action)
    announce(action, "actions.create", user=user)
    return action


@transaction.atomic
def update_action(*, user: User, action: ActionPage, facts: Mapping[str, Any]) -> ActionPage:
    """Change the sheet: at once if the user may publish there, otherwise as a version that awaits a pilot."""
    require(user, Verb.UPDATE, action)
    current = hold_page(action)
    require_free(open_submission(current), user=user)
    version = version_to_change(current, user=user)
    names = [*ACTION_FACTS, *ACTION_LINKS]
    before = {name: _said(version, name) for name in names}
    _state(version, {name: value for name, value in facts.items() if name not in ACTION_LINKS})
    _link(version, facts, user=user)
    # It may have been given to another operator: whoever does so must have the right there too.
    require(user, Verb.UPDATE, version)
    save_version(user=user, version=version)
    announce(
        version, "actions.update", user=user, data={"fields": [n for n in names if _said(version, n) != before[n]]}
    )
    return version


@transaction.atomic
def end_action(*, user: User, action: ActionPage, ended_on: date, outcome: Outcome, reason: str) -> ActionPage:
    """An ended action says what came of it and why. What it says counts at once: it is a result, not prose."""
    require(user, Verb.UPDATE, action)
    _refuse_end(action, ended_on=ended_on, outcome=outcome, reason=reason)
    end = {"ended_on": ended_on, "outcome": outcome, "outcome_reason": reason.strip()}
    current = hold_page(action)
    ActionPage.objects.filter(pk=current.pk).update(**end)
    # Beside versions: a change that waits goes on waiting, and publishing it will not take the end back.
    carry_over(current, end)
    current.refresh_from_db()
    publish_page(current)
    results_changed.send(sender=ActionPage, action_id=current.pk)
    announce(current, "actions.end", user=user, data={"outcome": str(outcome)})
    return current


def _refuse_end(action: ActionPage, *, ended_on: date, outcome: str, reason: str) -> None:
    problems = {}
    if ended_on > timezone.localdate():
        problems["ended_on"] = _("This date is in the future.")
    elif ended_on < action.started_on:
        problems["ended_on"] = _("The action began on %(date)s.") % {"date": f"{action.started_on:%d/%m/%Y}"}
    if outcome not in Outcome.values:
        problems["outcome"] = _("Say what came of it.")
    if not reason.strip():
        problems["reason"] = _("Say why: others will learn from it.")
    if problems:
        raise ValidationError(problems)


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
