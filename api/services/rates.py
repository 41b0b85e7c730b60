"""How many requests a minute, by key or by address, counted for all processes together.

The window is a minute of the clock. Counts are kept by PostgreSQL, or by the cache where the installation has one that
its processes share (`API_RATE_STORE`). Counting is not part of the request's transaction: it is committed at once, so
that two requests of one key never wait for each other.
"""

import time
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.core.cache import cache
from django.db import connection
from django.utils import timezone
from django.utils.crypto import salted_hmac

from actors.models import ApiKey

WINDOW_S = 60
KEPT_WINDOWS = 60
FORGOTTEN_AT_ONCE = 50

COUNT = """
INSERT INTO api_ratecount (who, "window", count) VALUES (%(who)s, %(window)s, 1)
ON CONFLICT (who) DO UPDATE SET
    count = CASE WHEN api_ratecount."window" = EXCLUDED."window" THEN api_ratecount.count + 1 ELSE 1 END,
    "window" = EXCLUDED."window"
RETURNING count, xmax = 0
"""
FORGET = """
DELETE FROM api_ratecount WHERE who IN (
    SELECT who FROM api_ratecount WHERE "window" < %(before)s LIMIT %(most)s FOR UPDATE SKIP LOCKED
)
"""
USE = """
INSERT INTO api_keyusage (key_id, day, requests, refused, last_at) VALUES (%(key)s, %(day)s, 1, %(refused)s, %(now)s)
ON CONFLICT (key_id, day) DO UPDATE SET
    requests = api_keyusage.requests + 1, refused = api_keyusage.refused + EXCLUDED.refused, last_at = EXCLUDED.last_at
"""


@dataclass(frozen=True)
class Rate:
    """Where somebody stands in the minute. `policy`: by what they are counted. A quota of 0 is no limit."""

    policy: str
    quota: int
    count: int = 0
    seconds_left: int = WINDOW_S

    @property
    def is_over(self) -> bool:
        return bool(self.quota) and self.count > self.quota

    @property
    def headers(self) -> dict[str, str]:
        """As the IETF writes them (draft-ietf-httpapi-ratelimit-headers). To the public, only what is the same for
        all: its answers are kept by caches.
        """
        if not self.quota:
            return {}
        told = {"RateLimit-Policy": f'"{self.policy}";q={self.quota};w={WINDOW_S}'}
        if self.policy == "public" and not self.is_over:
            return told
        remaining = max(0, self.quota - self.count)
        return told | {"RateLimit": f'"{self.policy}";r={remaining};t={self.seconds_left}'}


def count_key(key: ApiKey) -> Rate:
    """One request of a key; its usage of the day is written too."""
    quota = settings.API_RATE_KEY if key.requests_per_minute is None else key.requests_per_minute
    rate = _counted("key", quota, f"key {key.pk}")
    values: dict[str, Any] = {
        "key": key.pk,
        "day": timezone.localdate(),
        "refused": int(rate.is_over),
        "now": timezone.now(),
    }
    with connection.cursor() as cursor:
        cursor.execute(USE, values)
    return rate


def count_address(address: str) -> Rate:
    """One request of the public, from an address of which only a hash is kept, for an hour at most."""
    return _counted("public", settings.API_RATE_PUBLIC, f"address {address}")


def _counted(policy: str, quota: int, name: str) -> Rate:
    if not quota:
        return Rate(policy, quota)
    now = int(time.time())
    window, elapsed = divmod(now, WINDOW_S)
    who = salted_hmac("api.rates", name, algorithm="sha256").hexdigest()
    count = STORES[settings.API_RATE_STORE](who, window)
    return Rate(policy, quota, count, WINDOW_S - elapsed)


def _count_in_database(who: str, window: int) -> int:
    with connection.cursor() as cursor:
        cursor.execute(COUNT, {"who": who, "window": window})
        count, is_new = cursor.fetchone()
        if is_new:
            # As many are forgotten as come, and more: the table does not grow.
            cursor.execute(FORGET, {"before": window - KEPT_WINDOWS, "most": FORGOTTEN_AT_ONCE})
    return count


def _count_in_cache(who: str, window: int) -> int:
    name = f"api.rate:{window}:{who}"
    if cache.add(name, 1, 2 * WINDOW_S):
        return 1
    try:
        return cache.incr(name)
    except ValueError:  # it was thrown out between the two
        return 1


STORES = {"database": _count_in_database, "cache": _count_in_cache}
