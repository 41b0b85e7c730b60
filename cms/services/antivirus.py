"""What people send is looked at by ClamAV before it is kept, where its address is given (docs/decisions/0181).

`clamd` takes a file in pieces, each after its length, and answers a line (its manual: INSTREAM). Three words of a
protocol that has not changed for twenty years: the libraries that speak it are no longer kept up.
"""

import logging
import socket
import struct
import time
from collections.abc import Iterator
from contextlib import closing
from itertools import chain
from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from actors.services.outside import left, read_until

logger = logging.getLogger(__name__)
PATIENCE_S = 20.0
PIECE = 1 << 16
MAX_ANSWER = 1_000
# Set on a file: a form looks at it to answer on its field, then the service that keeps it asks again.
LOOKED_AT = "was_looked_at"
CLEAN, FOUND = "OK", "FOUND"


class Away(Exception):  # noqa: N818 (a fact, told as such)
    """It does not answer, or not what it should."""


def refuse_infected(uploaded: Any) -> None:
    """Raises ValidationError for what may not be kept. Leaves the file at its beginning."""
    if not settings.CLAMD_ADDRESS or getattr(uploaded, LOOKED_AT, False):
        return
    try:
        answer = _looked_at(uploaded)
    except (Away, OSError) as problem:
        logger.error("the antivirus does not answer: %s", type(problem).__name__)
        if settings.CLAMD_REQUIRED:
            raise ValidationError(
                _("“%(name)s” cannot be checked for now: the antivirus does not answer. Try again in a few minutes.")
                % {"name": uploaded.name},
                code="unchecked",
            ) from problem
        return
    finally:
        uploaded.seek(0)
    if answer.endswith(CLEAN):
        setattr(uploaded, LOOKED_AT, True)
        return
    # Its name of the virus helps nobody who sends a photo; whoever runs the platform finds it here.
    logger.warning("a file was refused by the antivirus: %s", answer.removeprefix("stream: "))
    raise ValidationError(
        _("“%(name)s” holds a virus: it was not kept. Have the device it comes from checked.")
        % {"name": uploaded.name},
        code="infected",
    )


def answers() -> bool:
    """Whether it is there."""
    try:
        return _asked(b"zPING\0", iter(())) == "PONG"
    except (Away, OSError):
        return False


def _looked_at(uploaded: Any) -> str:
    uploaded.seek(0)
    answer = _asked(b"zINSTREAM\0", _pieces(uploaded))
    if not answer.endswith((CLEAN, FOUND)):
        raise Away
    return answer


def _pieces(uploaded: Any) -> Iterator[bytes]:
    while piece := uploaded.read(PIECE):
        yield struct.pack("!L", len(piece)) + piece
    yield struct.pack("!L", 0)


def _asked(order: bytes, pieces: Iterator[bytes]) -> str:
    """The line that it answers, within a time for the whole."""
    deadline = time.monotonic() + PATIENCE_S
    with closing(_connected()) as line:
        for sent in chain([order], pieces):
            line.settimeout(left(deadline))
            line.sendall(sent)
        return _answer(line, deadline)


def _connected() -> socket.socket:
    address = settings.CLAMD_ADDRESS
    if address.startswith("/"):
        line = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
        line.settimeout(PATIENCE_S)
        try:
            line.connect(address)
        except OSError:
            line.close()
            raise
        return line
    host, _colon, port = address.rpartition(":")
    return socket.create_connection((host.strip("[]"), int(port)), timeout=PATIENCE_S)


def _answer(line: socket.socket, deadline: float) -> str:
    read = read_until(b"\0", line, deadline, most=MAX_ANSWER)
    return read.split(b"\0")[0].decode("utf-8", "replace").strip()
