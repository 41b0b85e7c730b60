"""Who may make a photo disappear."""

from typing import Any

from actors.enums import Verb
from actors.rules import can


def can_remove_photo(user: Any, observation: Any) -> bool:
    """A photo of somebody who did not agree: its author may take it away, or a pilot."""
    is_own = observation.author_id == user.pk and can(user, Verb.OBSERVE, observation.site)
    return is_own or can(user, Verb.PUBLISH, observation.site)
