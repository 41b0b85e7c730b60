"""Whether an answer may be given to another reader."""

from django.conf import settings

# What a view finds in `request.META`: how often its last answer was given without it (api.services.ready).
GIVEN = "resorption.given"


def brings_nothing(cookies: str) -> bool:
    """`cookies`: the header. No session, which holds the messages that wait to be shown: pages look at nothing else."""
    return settings.SESSION_COOKIE_NAME not in cookies
