"""One message over the network, to an address that somebody else gave: nothing of ours is reached by it.

The DNS is asked once, each of its answers must be public, and the connection goes to the very address that was judged:
a name that answers otherwise the second time changes nothing. No redirection is followed. Of the answer, the line that
holds the status is read, within a time for the whole; the rest is left where it is.
"""

import http.client
import socket
import ssl
import time
from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import SplitResult, urlsplit

from django.conf import settings

from actors.rules.addresses import is_public
from api.enums import Problem
from api.rules.addresses import is_possible

PATIENCE_S = 10.0
MAX_STATUS_LINE = 1_000
GONE = 410


@dataclass(frozen=True)
class Sent:
    """What came of it: no problem at all, or which; `status` where there was one."""

    problem: Problem | None = None
    status: int | None = None


class Unreachable(Exception):  # noqa: N818 (a fact, told as such)
    def __init__(self, problem: Problem) -> None:
        self.problem = problem


def send(url: str, body: bytes, headers: Mapping[str, str]) -> Sent:
    """Never raises for what the other side does."""
    if not is_possible(url, allows_private=settings.WEBHOOKS_MAY_BE_PRIVATE):
        return Sent(Problem.PRIVATE)
    try:
        status = _posted(urlsplit(url), body, headers, time.monotonic() + PATIENCE_S)
    except (Unreachable, OSError) as failure:
        return Sent(_problem_of(failure))
    if 200 <= status < 300:
        return Sent(status=status)
    return Sent(Problem.GONE if status == GONE else Problem.REFUSED, status)


def server_of(url: SplitResult) -> tuple[str, int]:
    """Name and port, of an address that is_possible."""
    return str(url.hostname), url.port or (443 if url.scheme == "https" else 80)


def addresses_of(host: str, port: int) -> list[str]:
    """The IP addresses of a name, all of them public; raises Unreachable otherwise."""
    try:
        found = list(dict.fromkeys(str(info[4][0]) for info in socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)))
    except (OSError, UnicodeError) as error:
        raise Unreachable(Problem.UNKNOWN) from error
    if not settings.WEBHOOKS_MAY_BE_PRIVATE and not all(is_public(one) for one in found):
        raise Unreachable(Problem.PRIVATE)
    return found


def _problem_of(failure: Exception) -> Problem:
    """Delays of TLS are delays, and its other errors are those of certificates: both are kinds of OSError."""
    if isinstance(failure, Unreachable):
        return failure.problem
    if isinstance(failure, TimeoutError):
        return Problem.TOO_SLOW
    return Problem.UNTRUSTED if isinstance(failure, ssl.SSLError) else Problem.UNREACHABLE


def _posted(url: SplitResult, body: bytes, headers: Mapping[str, str], deadline: float) -> int:
    host, port = server_of(url)
    connection = http.client.HTTPConnection(host, port)
    connection.sock = _connected(url.scheme, host, addresses_of(host, port)[0], port, deadline)
    try:
        path = (url.path or "/") + (f"?{url.query}" if url.query else "")
        connection.request("POST", path, body, dict(headers) | {"Connection": "close"})
        return _status(connection.sock, deadline)
    finally:
        connection.close()


def _connected(scheme: str, host: str, address: str, port: int, deadline: float) -> socket.socket:
    plain = socket.create_connection((address, port), timeout=_left(deadline))
    if scheme == "http":
        return plain
    try:
        plain.settimeout(_left(deadline))
        return ssl.create_default_context().wrap_socket(plain, server_hostname=host)
    except BaseException:
        plain.close()
        raise


def _status(connected: socket.socket, deadline: float) -> int:
    """Of the first line: what comes a byte at a time must come in time too."""
    read = b""
    while b"\n" not in read and len(read) < MAX_STATUS_LINE:
        connected.settimeout(_left(deadline))
        more = connected.recv(256)
        if not more:
            break
        read += more
    words = read.split(b"\n")[0].split()
    if len(words) < 2 or not words[0].startswith(b"HTTP/1.") or not (words[1].isdigit() and len(words[1]) == 3):
        raise Unreachable(Problem.NOT_HTTP)
    return int(words[1])


def _left(deadline: float) -> float:
    left = deadline - time.monotonic()
    if left <= 0:
        raise TimeoutError
    return left
