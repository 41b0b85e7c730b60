"""The actions that somebody may do something to."""

from typing import Any

from django.db.models import QuerySet

from actions.models import ActionPage
from actors.enums import Verb
from cms.querysets import reached


def actions_for(user: Any, verb: Verb) -> QuerySet[ActionPage]:
    """Published, by title. One condition however many scopes."""
    found: QuerySet[ActionPage] = ActionPage.objects.live()
    return reached(found, user, verb).order_by("title", "pk")
