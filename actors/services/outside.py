"""A call to an address that somebody else gave: nothing of ours is reached by it.

The DNS is asked once, each of its answers must be public, and the connection goes to the very address that was judged:
a name that answers otherwise the second time changes nothing. No redirection is followed, no proxy of the environment
is gone through. Of the answer, its head is read, within a time for the whole; the rest is left where it is.
"""

import http.client
import socket
import ssl
import time
from collections.abc import Mapping
from contextlib import closing
from dataclasses import dataclass
from email.parser import BytesHeaderParser
from urllib.parse import SplitResult, urlsplit

from actors.rules.addresses import is_public

PATIENCE_S = 10.0
MAX_STATUS_LINE, MAX_HEAD = 1_000, 16_000


class Refusal(Exception):  # noqa: N818 (a fact, told as such)
    """Why nothing was asked, or nothing understood. What the network itself says is an OSError."""


class UnknownName(Refusal):
    """No DNS knows it."""


class Private(Refusal):
    """One of its addresses is of no public network."""


class NotHTTP(Refusal):
    """It speaks another protocol."""


@dataclass(frozen=True)
class Head:
    """`location` is read where `head` was asked for."""

    status: int
    location: str = ""


def public_addresses(url: SplitResult, *, allows_private: bool = False) -> list[str]:
    """The IP addresses of a server, all of them public."""
    try:
        host, port = str(url.hostname), _port(url)
        found = list(dict.fromkeys(str(info[4][0]) for info in socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)))
    except (OSError, ValueError) as error:
        raise UnknownName from error
    if not found or not (allows_private or all(is_public(one) for one in found)):
        raise Private
    return found


def ask(
    url: str,
    *,
    method: str = "GET",
    body: bytes | None = None,
    headers: Mapping[str, str],
    allows_private: bool = False,
    wants_head: bool = False,
) -> Head:
    """One question to `http://` or `https://`. Raises Refusal or OSError, and nothing else."""
    parts, deadline = urlsplit(url), time.monotonic() + PATIENCE_S
    address = public_addresses(parts, allows_private=allows_private)[0]
    with closing(http.client.HTTPConnection(str(parts.hostname), _port(parts))) as connection:
        connection.default_port = _usual_port(parts)  # by which it knows that `Host` need not say the port
        connection.sock = _connected(parts, address, deadline)
        path = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
        try:
            connection.request(method, path, body, dict(headers) | {"Connection": "close"})
        except (ValueError, http.client.HTTPException) as error:
            raise NotHTTP from error
        return _head(connection.sock, deadline, wants_head=wants_head)


def _port(url: SplitResult) -> int:
    return url.port or _usual_port(url)


def _usual_port(url: SplitResult) -> int:
    return 443 if url.scheme == "https" else 80


def _connected(url: SplitResult, address: str, deadline: float) -> socket.socket:
    plain = socket.create_connection((address, _port(url)), timeout=left(deadline))
    if url.scheme == "http":
        return plain
    try:
        plain.settimeout(left(deadline))
        return ssl.create_default_context().wrap_socket(plain, server_hostname=url.hostname)
    except BaseException:
        plain.close()
        raise


def _head(connected: socket.socket, deadline: float, *, wants_head: bool) -> Head:
    """Of the first line, or down to the empty one."""
    end, most = (b"\r\n\r\n", MAX_HEAD) if wants_head else (b"\n", MAX_STATUS_LINE)
    read = read_until(end, connected, deadline, most=most)
    first, _newline, rest = read.partition(b"\n")
    words = first.split()
    if len(words) < 2 or not words[0].startswith(b"HTTP/1.") or not (words[1].isdigit() and len(words[1]) == 3):
        raise NotHTTP
    return Head(int(words[1]), str(BytesHeaderParser().parsebytes(rest).get("Location", "")) if wants_head else "")


def read_until(end: bytes, connected: socket.socket, deadline: float, *, most: int) -> bytes:
    """What comes a byte at a time must come in time too. `deadline`: by the monotonic clock."""
    read = b""
    while end not in read and len(read) < most:
        connected.settimeout(left(deadline))
        more = connected.recv(256)
        if not more:
            break
        read += more
    return read


def left(deadline: float) -> float:
    """Seconds. Raises TimeoutError when there are none."""
    seconds = deadline - time.monotonic()
    if seconds <= 0:
        raise TimeoutError
    return seconds
