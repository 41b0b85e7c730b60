"""The executed matrix: every address, as everyone, compared with the rights table cell by cell.

An answer is open or closed; whoever it is closed to learns nothing, and no answer holds a secret of what its reader
may not see. A new address comes in by itself: one with arguments fails until tests.matrix.cells says how to ask it.

Every visitor goes through every cell of our pages, of the API, and of the editor's views of no page in particular. The
editor's views of one page, slow and many, are asked about five pages in and out of scope (`editor.PLANTED`), and, for
those who differ from another visitor by the edge of their scope, about two, one on each side of it (`editor.EDGES`).
A page of refusal is shown without its frame, with all that it is given (`conftest.thin_refusals`).
"""

from collections.abc import Iterable

import pytest
from django.db import transaction

from tests.matrix.addresses import OF_THE_API, Address, addresses
from tests.matrix.cells import STEPS, Cell, cells_of
from tests.matrix.editor import editor_cells
from tests.matrix.oracle import secrets_from
from tests.matrix.visitors import VISITORS, Browser, Visitor

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("thin_refusals")]
LOGIN, EDITOR = "/connexion/", "/admin/"
# Hexadecimal figures without meaning: once in a while six of them are those of a sum that is looked for.
DRAWN = {"X-Request-ID", "ETag"}
ALL = [address for address in addresses() if address.name]
API = [address for address in ALL if address.route.startswith(OF_THE_API)]
ADMIN = [address for address in ALL if address.route.startswith("admin/")]
FRONT = [address for address in ALL if not address.route.startswith((*OF_THE_API, "admin/"))]


def by_name(visitor: Visitor) -> str:
    return visitor.name


def test_the_resolver_is_walked():
    assert len(API) > 20
    assert len(FRONT) > 40
    assert len(ADMIN) > 150


@pytest.mark.parametrize("visitor", VISITORS, ids=by_name)
class TestPagesAndApi:
    def test_our_pages_answer_as_the_table_says(self, world, figures, visitor):
        assert differences(FRONT, visitor, world, figures) == []

    def test_the_api_answers_as_the_table_says(self, world, figures, visitor):
        assert differences(API, visitor, world, figures) == []


@pytest.mark.parametrize("visitor", VISITORS, ids=by_name)
class TestEditor:
    """A class of its own, which another worker may run."""

    def test_the_editor_answers_as_the_table_says(self, world, figures, visitor):
        assert differences(ADMIN, visitor, world, figures, ask=editor_cells) == []


def differences(walked: Iterable[Address], visitor: Visitor, world, figures, *, ask=cells_of) -> list[str]:
    with transaction.atomic():
        browser = Browser(visitor, world)
        secrets = secrets_from(visitor, list(world.things.values()))
        found = [_compared(cell, browser, secrets) for address in walked for cell in ask(address, visitor, world)]
        transaction.set_rollback(True)
    told = [difference for of_one in found for difference in of_one]
    figures(len(found), len(told), len(found) * len(secrets))
    return told


def _compared(cell: Cell, browser: Browser, secrets: dict[str, str]) -> list[str]:
    with transaction.atomic():
        answer = browser.ask(cell.method, cell.url, cell.data)
        headers = {name: said for name, said in answer.headers.items() if name not in DRAWN}
        body = str(headers) + _text(answer)
        transaction.set_rollback(True)
    told = f"{browser.visitor.name}: {cell.method} {cell.address} {cell.thing} -> {answer.status_code}"
    found = [f"{told} tells {whose}: {text}" for text, whose in secrets.items() if text in body]
    if answer.status_code >= 500:
        found.append(told)
    elif cell.is_open and cell.address.startswith(STEPS):
        found += [told] if answer.status_code == 403 else []
    elif cell.is_open is not None and _is_open(answer) != cell.is_open:
        found.append(f"{told}, and the table says {'open' if cell.is_open else 'closed'}")
    return found


def _text(answer) -> str:
    content = b"".join(answer.streaming_content) if answer.streaming else answer.content
    return content.decode(errors="replace")


def _is_open(answer) -> bool:
    """A refusal is the page of a wrong address, a 403, or the way to the login (of the editor: to its home)."""
    if answer.status_code in {301, 302}:
        return not (answer["Location"].startswith(LOGIN) or answer["Location"] == EDITOR)
    return answer.status_code in {200, 204, 304, 400, 405, 410}
