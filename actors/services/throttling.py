"""Counting what comes too often from one network. Nothing is kept but a count, under a hash, for an hour."""

from django.conf import settings
from django.core.cache import cache
from django.utils.crypto import salted_hmac

HOUR_S = 3600


def count(what: str, who: str) -> int:
    """How many times `who` did `what` within the hour, this time included."""
    whose = salted_hmac("actors.throttling", who, secret=settings.SECRET_KEY, algorithm="sha256").hexdigest()
    key = f"often:{what}:{whose}"
    cache.add(key, 0, HOUR_S)
    try:
        return cache.incr(key)
    except ValueError:  # it was over between the two
        cache.set(key, 1, HOUR_S)
        return 1
