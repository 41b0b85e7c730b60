"""Each request has a number, is counted, and is one line of the log: its route, never its address."""

import logging
import re
from collections.abc import Callable
from time import perf_counter, thread_time
from typing import Any
from uuid import uuid4

from django.conf import settings
from django.http import HttpRequest, HttpResponseBase
from structlog.contextvars import bound_contextvars

from upkeep.rules.logs import route_of
from upkeep.services.metrics import count_request

logger, security = logging.getLogger("requests"), logging.getLogger("security")
NUMBER = re.compile(r"[A-Za-z0-9-]{8,64}")

# Not signed in, not allowed, not found (which is what who may not know is told), too much, not as asked.
REFUSED = frozenset({400, 401, 403, 404, 413, 429})


class Requests:
    """First of all, so that it sees the whole of the time. The proxy's number is taken when there is one in front."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        told = request.headers.get("X-Request-ID", "") if settings.BEHIND_PROXY else ""
        number = told if NUMBER.fullmatch(told) else uuid4().hex
        begun, worked = perf_counter(), thread_time()
        with bound_contextvars(request_id=number):
            response = self.get_response(request)
            seconds = perf_counter() - begun
            said: dict[str, Any] = {"route": route_of(request), "method": request.method or ""}
            said["status"] = response.status_code
            count_request(**said, seconds=seconds)
            took = {"ms": round(1000 * seconds, 1), "cpu_ms": round(1000 * (thread_time() - worked), 1)}
            logger.info("request", extra=said | took)
            if response.status_code in REFUSED:
                security.warning("refused", extra=said | {"account": _account(request)})
        response.headers["X-Request-ID"] = number
        return response


def _account(request: HttpRequest) -> int | None:
    """Its number, where the request has looked it up: nothing is asked of the database for a line of the log."""
    return getattr(getattr(request, "_cached_user", None), "pk", None)
