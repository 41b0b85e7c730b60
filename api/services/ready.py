"""Public answers kept ready as bytes, in front of everything else: no framework, no query, for who comes with nothing.

Kept until something is published (catalog.queries.version), or until the time that their Cache-Control gives; then for
as long again where nothing was written in what they were made of, within a quarter of an hour and the day. Only what
the API and pages themselves say to be public is kept, and only for those who bring neither a key nor a session: nothing
of what a member or a partner reads ever enters. While the database is away, what was published goes on being answered,
and pages say as of when.
"""

from collections import Counter, OrderedDict
from collections.abc import Callable, Iterable
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from functools import cache
from threading import Lock
from time import monotonic
from typing import Any
from wsgiref.headers import Headers

from django.conf import settings
from django.template.loader import render_to_string
from django.utils.timezone import localdate, localtime, now
from django.utils.translation import override

from api.rules.encodings import best_encoding, compressed, decompressed
from catalog.queries.version import Counts, Known, Reading, dataset_version, written
from catalog.rules.keeping import GIVEN, brings_nothing

Environ = dict[str, Any]
Application = Callable[[Environ, Callable], Iterable[bytes]]
Asked = tuple[str, ...]

# What the answer depends on, besides its address.
ASKED = ("wsgi.url_scheme", "HTTP_X_FORWARDED_PROTO", "HTTP_HOST", "PATH_INFO", "QUERY_STRING", "HTTP_ACCEPT")
LONGEST_ASKED = 2000
VARIES_BY = {"accept", "accept-encoding", "authorization", "cookie", "origin"}
WORTH_COMPRESSING = 500
# Files have a server of their own in front, or at least their own way of answering.
FILES = ("/documents/", "/admin/")
# Where a page is told to be one of before, while the database is away.
CONTENT = b'<main id="contenu"'
QUALITY = 5
# How many answers may be made again at once, each by one thread.
TURNS = 64
# What an answer says of the hour grows old even where nothing is written.
LONGEST_KEPT = timedelta(minutes=15)


@dataclass(frozen=True)
class Answer:
    """`made_at`, `seconds`: by the monotonic clock, when it was made, or found to be the same still, and how long it
    may be kept. `written`: how much had been written before it was made in each table that it read, if that is known.
    """

    version: int | None
    written: Counts | None
    made_at: float
    seconds: int
    headers: tuple[tuple[str, str], ...]
    etag: str
    body: bytes
    said_at: datetime

    @property
    def weight(self) -> int:
        return len(self.body) + 2000

    def stands(self, known: Known) -> bool:
        if known.number != self.version:
            return False
        return known.is_away or monotonic() - self.made_at < self.seconds

    def renewed(self, written: Callable[[], Counts | None]) -> "Answer | None":
        """For as long again, where making it again would make the same."""
        if localdate(self.said_at) != localdate() or now() - self.said_at >= LONGEST_KEPT:
            return None
        counted = written()
        is_same = counted is not None and self.written is not None and self.written.items() <= counted.items()
        return replace(self, made_at=monotonic()) if is_same else None

    def give(self, environ: Environ, start_response: Callable, *, is_away: bool = False) -> list[bytes]:
        age = [("Age", str(int(monotonic() - self.made_at)))]
        if is_away and any(name == "Content-Type" and kind.startswith("text/html") for name, kind in self.headers):
            return self._give_as_of(start_response, age)
        if _holds(environ.get("HTTP_IF_NONE_MATCH", ""), self.etag):
            start_response("304 Not Modified", [one for one in self.headers if not one[0].startswith("Content-")] + age)
            return []
        start_response("200 OK", [*self.headers, *age])
        return [self.body]

    def _give_as_of(self, start_response: Callable, age: list[tuple[str, str]]) -> list[bytes]:
        headers = Headers(list(self.headers))
        body = decompressed(self.body, headers.get("Content-Encoding") or "")
        with override(settings.LANGUAGE_CODE):
            notice = render_to_string("components/as_of.html", {"moment": localtime(self.said_at)})
        body = body.replace(CONTENT, notice.encode() + CONTENT, 1)
        for name in ("Content-Encoding", "ETag"):
            del headers[name]
        headers["Content-Length"], headers["Cache-Control"] = str(len(body)), "no-store"
        start_response("200 OK", [*headers.items(), *age])
        return [body]


class Shelf:
    """Answers by what was asked, those that nobody asks for any more leaving first; at most so many bytes."""

    def __init__(self, most_bytes: int) -> None:
        self.most, self.weight = most_bytes, 0
        self._kept: OrderedDict[Asked, Answer] = OrderedDict()
        self._given: Counter[Asked] = Counter()
        self._lock = Lock()

    def find(self, asked: Asked) -> Answer | None:
        with self._lock:
            found = self._kept.get(asked)
            if found:
                self._kept.move_to_end(asked)
            return found

    def count(self, asked: Asked) -> None:
        with self._lock:
            self._given[asked] += 1

    def take_count(self, asked: Asked) -> int:
        """How often it was given since this was last asked; what leaves the shelf meanwhile is not told."""
        with self._lock:
            return self._given.pop(asked, 0)

    def keep(self, asked: Asked, answer: Answer) -> None:
        if answer.weight > self.most // 4:
            return
        with self._lock:
            before = self._kept.pop(asked, None)
            self.weight += answer.weight - (before.weight if before else 0)
            self._kept[asked] = answer
            while self.weight > self.most:
                former, gone = self._kept.popitem(last=False)
                self._given.pop(former, None)
                self.weight -= gone.weight


class ReadyAnswers:
    """A WSGI application around another."""

    def __init__(
        self,
        application: Application,
        *,
        most_bytes: int,
        version: Callable[[], Known] = dataset_version,
        written: Callable[[], Counts | None] = written,
    ) -> None:
        self.application, self.version, self.written = application, version, written
        self.shelf = Shelf(most_bytes)
        self._turns = [Lock() for _turn in range(TURNS)]

    def __call__(self, environ: Environ, start_response: Callable) -> Iterable[bytes]:
        asked = _asked(environ)
        if asked is None:
            return self.application(environ, start_response)
        # Read before the answer is made: what is published meanwhile makes another number.
        known = self.version()
        kept = self._kept(asked, known)
        if not kept:
            with self._turn(asked):
                kept = self._kept(asked, known)
                if not kept:
                    return self._make(environ, start_response, asked, known)
        self.shelf.count(asked)
        return kept.give(environ, start_response, is_away=known.is_away)

    def _turn(self, asked: Asked) -> AbstractContextManager:
        """What was asked before may be asked by many at once: one makes it again, the others wait for it."""
        return self._turns[hash(asked) % TURNS] if self.shelf.find(asked) else nullcontext()

    def _kept(self, asked: Asked, known: Known) -> Answer | None:
        """What may be given as it is."""
        held = self.shelf.find(asked)
        if held and held.version == known.number and not held.stands(known):
            held = held.renewed(self.written)
            if held:
                self.shelf.keep(asked, held)
        return held if held and held.stands(known) else None

    def _make(self, environ: Environ, start_response: Callable, asked: Asked, known: Known) -> Iterable[bytes]:
        said: list[Any] = []
        counted = self.written()
        # Made whole, whatever its reader holds already: the next one may hold nothing.
        whole = environ | {"HTTP_IF_NONE_MATCH": "", GIVEN: self.shelf.take_count(asked)}
        with Reading() as reading:
            parts = self.application(whole, lambda *told: said.append(told))
            status, headers = said[0][0], Headers(list(said[0][1]))
            seconds = _seconds(status, headers)
            if not seconds:
                start_response(*said[0])
                return parts
            body = b"".join(parts)
        if hasattr(parts, "close"):
            parts.close()
        made_of = known.number, reading.among(counted)
        answer = _answer(made_of, headers, body, seconds=seconds, encoding=asked[-1])
        if known.number is not None:
            self.shelf.keep(asked, answer)
        return answer.give(environ, start_response)


def _asked(environ: Environ) -> Asked | None:
    """What an answer is kept by; None for what is never kept."""
    if environ.get("REQUEST_METHOD") != "GET" or "HTTP_AUTHORIZATION" in environ:
        return None
    if environ.get("PATH_INFO", "").startswith(_files()) or not brings_nothing(environ.get("HTTP_COOKIE", "")):
        return None
    asked = [environ.get(name, "") for name in ASKED]
    asked += ["origin" if "HTTP_ORIGIN" in environ else "", best_encoding(environ.get("HTTP_ACCEPT_ENCODING", ""))]
    return tuple(asked) if sum(map(len, asked)) <= LONGEST_ASKED else None


@cache
def _files() -> tuple[str, ...]:
    return (*FILES, settings.STATIC_URL, settings.MEDIA_URL)


def _seconds(status: str, headers: Headers) -> int:
    """How long an answer may be kept; 0 for what is not public."""
    control = [one.strip() for one in (headers.get("Cache-Control") or "").split(",")]
    varies = {one.strip().lower() for one in (headers.get("Vary") or "").split(",")} - {""}
    is_public = status.startswith("200 ") and "public" in control and "Set-Cookie" not in headers
    if not is_public or not varies <= VARIES_BY or not headers.get("ETag"):
        return 0
    told = dict(one.split("=", 1) for one in control if "=" in one)
    age = told.get("s-maxage") or told.get("max-age") or ""
    return int(age) if age.isdecimal() else 0


def _answer(
    known: tuple[int | None, Counts | None], headers: Headers, body: bytes, *, seconds: int, encoding: str
) -> Answer:
    if encoding and len(body) >= WORTH_COMPRESSING and "Content-Encoding" not in headers:
        body = compressed(body, encoding, quality=QUALITY)
        headers["Content-Encoding"] = encoding
    varies = headers.get("Vary") or ""
    if "accept-encoding" not in varies.lower():
        headers["Vary"] = f"{varies}, Accept-Encoding".lstrip(", ")
    headers["Content-Length"] = str(len(body))
    del headers["X-Request-ID"]  # of the one who asked first
    etag = headers["ETag"] or ""
    return Answer(*known, monotonic(), seconds, tuple(headers.items()), etag, body, now())


def _holds(told: str, etag: str) -> bool:
    """Compared weakly, as RFC 9110 asks for If-None-Match."""
    wanted = etag.removeprefix("W/")
    return any(one.strip().removeprefix("W/") in (wanted, "*") for one in told.split(",")) if told else False
