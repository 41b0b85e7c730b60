"""`{% action_sheet page as sheet %}`: what one action shows to who is looking. `{{ page.themes|themes }}`: in words.

Of the person of this request: `{% asked_of_me as asked %}`, what they are asked to say of their actions;
`{% action_doors as doors %}`, what they may do beside reading the list.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django import template

from actions.enums import ActionStatus, Outcome, Theme
from actions.models import ActionPage
from actions.queries.asked import Asked, asked_of
from actions.queries.sheet import Sheet
from actions.queries.sheet import action_sheet as read_sheet
from actors.enums import Noun, Verb
from actors.rules import can

register = template.Library()


@register.simple_tag(takes_context=True)
def action_sheet(context: dict[str, Any], action: ActionPage) -> Sheet:
    return read_sheet(action, context["request"].user)


@dataclass(frozen=True)
class Doors:
    begins: bool
    imports: bool


@register.simple_tag(takes_context=True)
def action_doors(context: dict[str, Any]) -> Doors:
    user = context["request"].user
    return Doors(begins=can(user, Verb.DECLARE, Noun.ACTION), imports=can(user, Verb.UPDATE, Noun.ACTION))


@register.simple_tag(takes_context=True)
def asked_of_me(context: dict[str, Any]) -> Asked | None:
    """What the person of this request is asked to say of their actions; None for who leads none."""
    user = context["request"].user
    return asked_of(user) if can(user, Verb.UPDATE, Noun.ACTION) else None


@register.filter
def themes(codes: Iterable[str]) -> list[str]:
    return [str(Theme(code).label) for code in codes if code in Theme.values]


@register.filter
def action_status(code: str) -> str:
    return str(ActionStatus(code).label) if code in ActionStatus.values else ""


@register.filter
def outcome_label(code: str) -> str:
    return str(Outcome(code).label) if code in Outcome.values else ""
