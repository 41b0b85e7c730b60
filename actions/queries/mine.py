"""The actions that somebody may do something to."""

from typing import Any

from django.db.models import QuerySet

from actions.models import ActionPage
from actions.querysets import reached
from actors.enums import Noun, Verb
from actors.rules import granted_scopes


def actions_for(user: Any, verb: Verb) -> QuerySet[ActionPage]:
    """Published, by title. One condition however many scopes."""
    found: QuerySet[ActionPage] = ActionPage.objects.live().filter(
        reached(user, granted_scopes(user, verb, Noun.ACTION))
    )
    return found.order_by("title", "pk")
