"""The cache that processes share, and what each does by itself while it is away.

Wagtail looks into the cache for the address of every page: without this, a Redis that stops would stop the platform.
Meanwhile each process keeps and counts for itself, so that limits still hold, each on its own.
"""

import logging
from collections.abc import Callable
from time import monotonic
from typing import Any

from django.core.cache.backends.base import DEFAULT_TIMEOUT
from django.core.cache.backends.locmem import LocMemCache
from django.core.cache.backends.redis import RedisCache
from redis.exceptions import RedisError

logger = logging.getLogger(__name__)
# How long it is not asked again, so that nobody waits for it at each step of a page.
AWAY_S = 5.0
# Of this process: until when it is taken to be away.
_away = {"until": 0.0}


def _or_alone(name: str) -> Callable[..., Any]:
    shared, alone = getattr(RedisCache, name), getattr(LocMemCache, name)

    def ask(self: "SharedCache", *args: Any, **kwargs: Any) -> Any:
        if monotonic() >= _away["until"]:
            try:
                return shared(self, *args, **kwargs)
            except RedisError as error:
                _away["until"] = monotonic() + AWAY_S
                logger.error("the shared cache is away: %s", type(error).__name__)
        return alone(self.own, *args, **kwargs)

    return ask


class OwnCache(LocMemCache):
    """The cache of one process. Django counts by the clock on the wall: set back by an hour, what was to be kept for
    two seconds would be told for an hour more.
    """

    def get_backend_timeout(self, timeout: Any = DEFAULT_TIMEOUT) -> float | None:
        seconds = self.default_timeout if timeout == DEFAULT_TIMEOUT else timeout
        return None if seconds is None else monotonic() + seconds

    def _has_expired(self, key: str) -> bool:
        until = self._expire_info.get(key, -1)  # type: ignore[attr-defined] # (Django's, without types)
        return until is not None and until <= monotonic()


class SharedCache(RedisCache):
    def __init__(self, server: Any, params: dict[str, Any]) -> None:
        super().__init__(server, params)
        self.own = OwnCache(f"away-{self.key_prefix}", {"KEY_PREFIX": self.key_prefix})

    add = _or_alone("add")
    get = _or_alone("get")
    set = _or_alone("set")
    touch = _or_alone("touch")
    delete = _or_alone("delete")
    get_many = _or_alone("get_many")
    has_key = _or_alone("has_key")
    incr = _or_alone("incr")
    set_many = _or_alone("set_many")
    delete_many = _or_alone("delete_many")
    clear = _or_alone("clear")
