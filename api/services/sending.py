"""One message to a partner's server, and what came of it, in words that are shown."""

import ssl
from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import urlsplit

from django.conf import settings

from actors.services.outside import NotHTTP, Private, Refusal, UnknownName, ask, public_addresses
from api.enums import Problem
from api.rules.addresses import is_possible

GONE = 410
REFUSALS = {UnknownName: Problem.UNKNOWN, Private: Problem.PRIVATE, NotHTTP: Problem.NOT_HTTP}


@dataclass(frozen=True)
class Sent:
    """What came of it: no problem at all, or which; `status` where there was one."""

    problem: Problem | None = None
    status: int | None = None


def send(url: str, body: bytes, headers: Mapping[str, str]) -> Sent:
    """Never raises for what the other side does."""
    allows_private = settings.WEBHOOKS_MAY_BE_PRIVATE
    if not is_possible(url, allows_private=allows_private):
        return Sent(Problem.PRIVATE)
    try:
        status = ask(url, method="POST", body=body, headers=headers, allows_private=allows_private).status
    except (Refusal, OSError) as failure:
        return Sent(_problem_of(failure))
    if 200 <= status < 300:
        return Sent(status=status)
    return Sent(Problem.GONE if status == GONE else Problem.REFUSED, status)


def problem_of_name(url: str) -> Problem | None:
    """What keeps messages from going to an address that is_possible, as far as the DNS tells."""
    try:
        public_addresses(urlsplit(url), allows_private=settings.WEBHOOKS_MAY_BE_PRIVATE)
    except Refusal as refusal:
        return _problem_of(refusal)
    return None


def _problem_of(failure: Exception) -> Problem:
    """Delays of TLS are delays, and its other errors are those of certificates: both are kinds of OSError."""
    if isinstance(failure, Refusal):
        return REFUSALS[type(failure)]
    if isinstance(failure, TimeoutError):
        return Problem.TOO_SLOW
    return Problem.UNTRUSTED if isinstance(failure, ssl.SSLError) else Problem.UNREACHABLE
