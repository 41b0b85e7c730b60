"""`{% action_sheet page as sheet %}`: what one action shows to who is looking. `{{ page.themes|themes }}`: in words."""

from collections.abc import Iterable
from typing import Any

from django import template

from actions.enums import Theme
from actions.models import ActionPage
from actions.queries.sheet import Sheet
from actions.queries.sheet import action_sheet as read_sheet

register = template.Library()


@register.simple_tag(takes_context=True)
def action_sheet(context: dict[str, Any], action: ActionPage) -> Sheet:
    return read_sheet(action, context["request"].user)


@register.filter
def themes(codes: Iterable[str]) -> list[str]:
    return [str(Theme(code).label) for code in codes if code in Theme.values]
