"""Every form that anybody is shown, filled in with garbage: an answer, never a failure, never a hang.

Forms are found where people find them: in the pages of every address, as each visitor opens them. Garbage is drawn
from a seed that a failure tells. FORM_FUZZ_ROUNDS says how many times each form is sent (1 by default, by two
visitors, a third of the addresses, out of the editor; from 2 on, by all of VISITORS_IN_FULL, everywhere).
"""

import os
import random
import sys
import time
import traceback
from collections.abc import Iterator
from dataclasses import dataclass, field
from html.parser import HTMLParser
from urllib.parse import urljoin, urlsplit

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.signals import got_request_exception
from django.db import transaction

from tests.matrix.cells import cells_of
from tests.matrix.editor import editor_cells
from tests.matrix.test_matrix import ADMIN, FRONT
from tests.matrix.visitors import VISITORS, Browser

pytestmark = pytest.mark.django_db
ROUNDS = int(os.environ.get("FORM_FUZZ_ROUNDS", "1"))
SEED = int(os.environ.get("FORM_FUZZ_SEED", "20261127"))
IS_FULL = ROUNDS > 1
VISITORS_IN_FULL = ("public", "author", "partner told of owners", "pilot", "editor", "national team")
ASKED = [one for one in VISITORS if one.name in (VISITORS_IN_FULL if IS_FULL else ("public", "pilot"))]
# Of this process, whatever else the machine does.
PATIENCE_S = 2.0
# Signing out ends the visit; what a form of it could be filled in with is nothing.
LEFT_OUT = ("/deconnexion/", "/admin/logout/")

TEXTS = [
    "", " ", "\x00", "a\x00b", "é" * 30_000, "\u202e\u0000\ufeff", "😀" * 50, "<script>alert(1)</script>", "{{ 7*7 }}",
    "' OR 1=1 --", "%s%n%(x)s", "../../etc/passwd", "\r\nBcc: a@example.org", "=cmd|' /C calc'!A0", "a@b", "@" * 300,
    "http://[::1", "javascript:alert(1)", "null", "[]", '{"a": {"b": 1}}', "[" * 2_000, "{" * 2_000,
]  # fmt: skip
NUMBERS = ["-1", "0", "1", "9" * 18, "9" * 400, "1e309", "nan", "-inf", "1,5", "0x1F", "١٢٣", "1_000", " 7 ", "²"]
DAYS = [
    "2026-02-31",
    "0000-00-00",
    "0001-01-01",
    "9999-12-31",
    "31/12/2025",
    "2025-13-01",
    "hier",
    "-1-1-1",
    "20250101",
]
PLACES = [
    "SRID=4326;POINT(999 999)",
    "SRID=4326;POINT(nan nan)",
    "POINT(1",
    "2.3,48.9",
    "48.9",
    "1e400",
    "FR-commune-0",
]
FILES = [
    b"",
    b"\x00" * 50,
    b"%PDF-1.7",
    b"PK\x03\x04" + b"\xff" * 200,
    b"\x89PNG\r\n\x1a\n" + b"a" * 90,
    b'a;b\n"1;2',
    b"GIF89a",
]


@dataclass
class Form:
    action: str
    method: str
    # name -> what browsers would offer to choose from; None for a file
    fields: dict[str, list[str] | None] = field(default_factory=dict)


class Forms(HTMLParser):
    """The forms of a page."""

    def __init__(self, url: str) -> None:
        super().__init__()
        self.url, self.found, self.current, self.select = url, [], None, ""

    def handle_starttag(self, tag, attrs):
        said = dict(attrs)
        if tag == "form":
            self.current = Form(urljoin(self.url, said.get("action") or ""), (said.get("method") or "get").lower())
            self.found.append(self.current)
        elif self.current is not None:
            self._field(tag, said)

    def handle_endtag(self, tag):
        if tag == "form":
            self.current = None
        elif tag == "select":
            self.select = ""

    def _field(self, tag, said):
        name = said.get("name") or ""
        if tag == "option" and self.select:
            (self.current.fields[self.select] or []).append(said.get("value") or "")
        elif name and tag in {"input", "textarea", "select", "button"}:
            if tag == "select":
                self.select = name
            if said.get("type") == "file":
                self.current.fields[name] = None
            else:
                values = self.current.fields.setdefault(name, [])
                values.append(said.get("value") or "")


@pytest.fixture
def failures():
    """What the last request failed by, in short."""
    told: list[str] = []

    def note(**_):
        kind, error, trace = sys.exc_info()
        frames = [f"{one.filename.rsplit('/', 2)[-1]}:{one.lineno}" for one in traceback.extract_tb(trace)]
        told.append(f"{kind.__name__}: {str(error)[:90]} ({' '.join(frames[-6:])})")

    got_request_exception.connect(note)
    yield told
    got_request_exception.disconnect(note)


@pytest.mark.parametrize("visitor", ASKED, ids=lambda one: one.name)
def test_no_form_fails_or_hangs_whatever_it_is_filled_in_with(world, failures, visitor, record_property):
    drawn = random.Random(SEED)
    wrong, sent, slowest = [], 0, 0.0
    with transaction.atomic():
        browser = Browser(visitor, world)
        for form in _forms_of(browser, visitor, world):
            for _round in range(ROUNDS):
                data = _filled(form, drawn)
                status, took = _send(browser, form, data)
                sent, slowest = sent + 1, max(slowest, took)
                if status >= 500 or took > PATIENCE_S:
                    wrong.append((form.method, form.action, status, round(took, 1), failures[-1:], _short(data)))
        transaction.set_rollback(True)
    record_property("fuzz", (sent, slowest))
    assert not wrong, f"seed {SEED}\n" + "\n".join(map(str, wrong))
    assert sent > 1


def _forms_of(browser, visitor, world) -> Iterator[Form]:
    """Each form once, whatever page shows it; and addresses that only take what is sent, with nothing known of it."""
    seen = set()
    front = FRONT if IS_FULL else random.Random(SEED).sample(FRONT, len(FRONT) // 3)
    walked = [(address, cells_of) for address in front]
    if IS_FULL:
        walked += [(address, editor_cells) for address in ADMIN]
    for address, ask in walked:
        for cell in ask(address, visitor, world):
            found = [Form(cell.url, "post", {"x": [""], **{name: [""] for name in cell.data}})]
            if cell.method == "get":
                found = _forms_in(browser, cell)
            for form in found:
                key = (form.method, urlsplit(form.action).path, tuple(sorted(form.fields)))
                if key not in seen and urlsplit(form.action).path not in LEFT_OUT:
                    seen.add(key)
                    yield form


def _forms_in(browser, cell) -> list[Form]:
    with transaction.atomic():
        answer = browser.ask("get", cell.url, cell.data)
        transaction.set_rollback(True)
    if answer.status_code != 200 or not answer["Content-Type"].startswith("text/html") or answer.streaming:
        return []
    parser = Forms(cell.url)
    parser.feed(answer.content.decode())
    return parser.found


def _filled(form: Form, drawn: random.Random) -> dict[str, object]:
    """Half of it as a browser would send it: garbage alone would be stopped by the first field."""
    data: dict[str, object] = {}
    for name, offered in form.fields.items():
        if drawn.random() < 0.05:
            continue
        if offered is None:
            data[name] = SimpleUploadedFile(
                drawn.choice(["a.jpg", "a.xlsx", "a.csv", "..x", "é" * 90]), drawn.choice(FILES)
            )
        elif offered and drawn.random() < 0.5:
            data[name] = drawn.choice(offered)
        else:
            value = drawn.choice(drawn.choice([TEXTS, NUMBERS, DAYS, PLACES]))
            data[name] = [value, drawn.choice(NUMBERS)] if drawn.random() < 0.1 else value
    return data


def _send(browser, form: Form, data) -> tuple[int, float]:
    began = time.process_time()
    with transaction.atomic():
        answer = browser.ask(form.method, form.action, data)
        if answer.streaming:
            answer.close()
        transaction.set_rollback(True)
    return answer.status_code, time.process_time() - began


def _short(data) -> str:
    return str({name: str(value)[:30] for name, value in data.items() if value})[:400]
