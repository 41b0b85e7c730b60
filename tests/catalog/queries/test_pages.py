"""Pages follow one another without hole or repetition, both ways, in every order."""

from datetime import date

import pytest

from actors.enums import Noun
from catalog.enums import Sort
from catalog.models import Entry
from catalog.queries.pages import Cursor, CursorError, read_page
from tests.factories.catalog import write_entry

pytestmark = pytest.mark.django_db

ALL = Entry.objects.of(Noun.SITE)


@pytest.fixture
def entries():
    days = [date(2026, 3, 1), date(2026, 3, 1), None, date(2025, 1, 1), None, date(2026, 5, 5)]
    people = [10, None, 30, 10, None, 0]
    titles = ["École", "avion", "Zèbre", "avion", "bois", "Ça"]
    for number, (day, count, title) in enumerate(zip(days, people, titles, strict=True)):
        write_entry(Noun.SITE, key=str(number), dated_on=day, people=count, title=title)


@pytest.mark.usefixtures("entries")
@pytest.mark.parametrize(
    ("sort", "expected"),
    [
        (Sort.RECENT, "510342"),
        (Sort.TITLE, "314502"),
        (Sort.PEOPLE, "230541"),
    ],
)
@pytest.mark.parametrize("size", [1, 2, 6, 10])
def test_pages_give_everything_once_in_order_and_back(sort, expected, size):
    order = expected if sort != Sort.RECENT else "510342"
    forward, page = [], read_page(ALL, sort=sort, size=size)
    assert page.previous is None
    forward += page.items
    while page.next:
        page = read_page(ALL, sort=sort, size=size, cursor=page.next)
        forward += page.items
    assert "".join(entry.key for entry in forward) == "".join(sorted(order, key=order.index))

    backward = list(page.items)
    while page.previous:
        page = read_page(ALL, sort=sort, size=size, cursor=page.previous)
        backward = page.items + backward
    assert backward == forward


@pytest.mark.usefixtures("entries")
def test_what_is_published_meanwhile_moves_nothing():
    first = read_page(ALL, sort=Sort.RECENT, size=2)
    write_entry(Noun.SITE, key="new", dated_on=date(2026, 12, 1))
    second = read_page(ALL, sort=Sort.RECENT, size=2, cursor=first.next)
    assert not {entry.key for entry in first.items} & {entry.key for entry in second.items}
    assert "new" not in {entry.key for entry in second.items}


@pytest.mark.usefixtures("entries")
def test_a_page_is_one_query(django_assert_num_queries):
    with django_assert_num_queries(1):
        read_page(ALL, sort=Sort.RECENT, size=3)


def test_a_cursor_comes_back_as_it_went():
    for value in (date(2026, 1, 1), None):
        cursor = Cursor(Sort.RECENT, value, 12, is_backwards=True)
        assert Cursor.parse(str(cursor), sort=Sort.RECENT) == cursor


@pytest.mark.parametrize(
    "text",
    [
        "",
        "nonsense",
        "é",
        str(Cursor(Sort.TITLE, "a", 1)),
        str(Cursor(Sort.RECENT, "tomorrow", 1)),
        str(Cursor(Sort.RECENT, None, "1")),
        str(Cursor(Sort.RECENT, None, 1)) + "=",
        str(Cursor(Sort.RECENT, None, 1)) + "\n",
        "bnVsbA",
        "W10",
        "x" * 2_000,
    ],
)
def test_anything_else_is_not_a_cursor(text):
    with pytest.raises(CursorError):
        Cursor.parse(text, sort=Sort.RECENT)
