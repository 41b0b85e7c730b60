"""Whether an answer may be given to another reader."""

from django.conf import settings

# What a view finds in `request.META`: how often its last answer was given without it (api.services.ready).
GIVEN = "resorption.given"


def brings_nothing(cookies: str) -> bool:
    """`cookies`: the header. Neither a session nor a message that waits to be shown: pages look at nothing else."""
    return not any(name in cookies for name in (settings.SESSION_COOKIE_NAME, "messages"))
