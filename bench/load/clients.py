"""Clients that come when it is their time, answered or not: a late server makes them wait, and the wait is counted."""

import http.client
import time
from array import array
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from random import Random
from threading import Lock, Thread
from urllib.parse import urlencode

from lxml.html import fromstring
from urllib3.filepost import encode_multipart_formdata

# Enough that an answer that takes a second holds up nobody else at 300 requests a second.
THREADS = 96
TIMEOUT_S, GRACE_S = 60, 30
NO_ANSWER = 0
Headers = dict[str, str]


@dataclass
class Heard:
    """What was answered to requests of one kind: how long each waited in milliseconds, and by status."""

    ms: array = field(default_factory=lambda: array("f"))
    statuses: Counter[int] = field(default_factory=Counter)
    bytes: int = 0


@dataclass(frozen=True)
class Answer:
    status: int
    headers: Headers
    body: bytes

    def form_with(self, name: str) -> tuple[str, bool, list[tuple[str, str]]]:
        """The form that has this field: where it goes, whether in parts, and what a browser would send of it."""
        for form in fromstring(self.body).forms:
            if name in form.fields:
                fields = [(key, value) for key, value in form.form_values() if value is not None]
                return form.action or "", "multipart" in form.get("enctype", ""), fields
        raise LookupError(f"no form with {name}")


class Client:
    """One connection, kept open as browsers and proxies do."""

    def __init__(self, port: int) -> None:
        self.port = port
        self.connected: http.client.HTTPConnection | None = None
        self.heard: dict[str, Heard] = defaultdict(Heard)
        self.moment = 0.0

    def get(self, kind: str, address: str, headers: Headers) -> Answer:
        return self._ask(kind, "GET", address, None, headers)

    def post(self, kind: str, address: str, fields: list[tuple[str, str]], headers: Headers, *, parts: bool) -> Answer:
        body, told = (
            encode_multipart_formdata(fields) if parts else (urlencode(fields), "application/x-www-form-urlencoded")
        )
        return self._ask(kind, "POST", address, body, headers | {"Content-Type": told})

    def _ask(self, kind: str, method: str, address: str, body: bytes | str | None, headers: Headers) -> Answer:
        """Counted from the moment at which it was to be asked; what follows it, from its end."""
        try:
            answer = self._exchange(method, address, body, headers)
        except (OSError, http.client.HTTPException):
            self.close()
            answer = Answer(NO_ANSWER, {}, b"")
        heard, now = self.heard[kind], time.monotonic()
        heard.ms.append(1000 * (now - self.moment))
        heard.statuses[answer.status] += 1
        heard.bytes += len(answer.body)
        self.moment = now
        return answer

    def _exchange(self, method: str, address: str, body: bytes | str | None, headers: Headers) -> Answer:
        try:
            return self._send(method, address, body, headers)
        except (http.client.RemoteDisconnected, BrokenPipeError, ConnectionResetError):
            # A connection that the server had closed while nobody spoke: browsers ask a page again, never a form.
            self.close()
            if method != "GET":
                raise
            return self._send(method, address, body, headers)

    def _send(self, method: str, address: str, body: bytes | str | None, headers: Headers) -> Answer:
        if self.connected is None or method != "GET":
            self.close()
            self.connected = http.client.HTTPConnection("127.0.0.1", self.port, timeout=TIMEOUT_S)
        self.connected.request(method, address, body=body, headers=headers)
        said = self.connected.getresponse()
        content = said.read()
        return Answer(said.status, {name.lower(): value for name, value in said.getheaders()}, content)

    def close(self) -> None:
        if self.connected:
            self.connected.close()
        self.connected = None


# What a visitor does with a client: one request, or a form and what is sent of it.
Visit = Callable[[Client, Random], None]


class Crowd:
    """Visits at a fixed mean rate, independent of each other (their gaps are exponential)."""

    def __init__(self, port: int, visits: Iterable[tuple[float, Visit]], *, seed: str) -> None:
        kept = list(visits)
        self.visits, self.shares = [visit for _share, visit in kept], [share for share, _visit in kept]
        self.chance, self.lock = Random(seed), Lock()
        self.clients = [Client(port) for _one in range(THREADS)]
        self.latest = 0.0
        self.failures: Counter[str] = Counter()

    def come(self, *, seconds: float, per_second: float) -> None:
        """Back when the last visit has ended."""
        self.next, self.rate = time.monotonic(), per_second
        self.until = self.next + seconds
        threads = [Thread(target=self._visit, args=[client, number]) for number, client in enumerate(self.clients)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()

    def heard(self) -> dict[str, Heard]:
        whole: dict[str, Heard] = defaultdict(Heard)
        for client in self.clients:
            for kind, one in client.heard.items():
                whole[kind].ms.extend(one.ms)
                whole[kind].statuses += one.statuses
                whole[kind].bytes += one.bytes
        return whole

    def _visit(self, client: Client, number: int) -> None:
        chance = Random(f"client {number}")
        while True:
            with self.lock:
                moment = self.next
                self.next += self.chance.expovariate(self.rate)
                [visit] = self.chance.choices(self.visits, self.shares)
            if moment >= self.until:
                break
            if time.monotonic() > self.until + GRACE_S:
                # A server that is far behind would keep the clients for hours: they leave, and are counted.
                self.failures["left without an answer: the rate is more than the server holds"] += 1
                continue
            time.sleep(max(0.0, moment - time.monotonic()))
            client.moment = moment
            # How late clients themselves are: all threads were held, or the machine had no time for them.
            self.latest = max(self.latest, time.monotonic() - moment)
            try:
                visit(client, chance)
            except Exception as failure:  # noqa: BLE001 (told at the end: a client that stops would spare the server)
                self.failures[f"{type(failure).__name__}: {failure}"[:200]] += 1
        client.close()
