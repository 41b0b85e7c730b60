"""`{% action_sheet page as sheet %}`: what one action shows to who is looking. `{{ page.themes|themes }}`: in words.

`{% action_doors as doors %}`: what the person of this request may do beside reading the list.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django import template

from actions.enums import Theme
from actions.models import ActionPage
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


@register.filter
def themes(codes: Iterable[str]) -> list[str]:
    return [str(Theme(code).label) for code in codes if code in Theme.values]
