"""Pages of prose and what leads to them, by the reader's own entries."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Count, Max, Q
from wagtail.contrib.redirects.models import Redirect

from actors.enums import Noun
from actors.rules import Viewer
from api.queries.entries import State
from catalog.enums import Sort
from catalog.models import Entry
from catalog.queries.pages import Cursor, EntryPage, read_page
from catalog.querysets import EntryQuerySet

# What menus and redirections may lead to.
LED_TO = (Noun.PAGE, Noun.NEWS, Noun.PRACTICE, Noun.TERRITORY, Noun.ACTION)
READ = ("content", "change", "key", "url", "dated_on")


@dataclass(frozen=True)
class Leading:
    """A redirection: where one came, where one goes. `entry`: the thing that is there, if it is one of ours."""

    pk: int
    path: str
    url: str
    entry: Entry | None
    is_permanent: bool


def of_prose(entries: EntryQuerySet, *, path: str = "") -> EntryQuerySet:
    found = entries.exclude(content="")
    return found.filter(url=path) if path else found


def read_prose(entries: EntryQuerySet, *, size: int, cursor: Cursor | None) -> EntryPage:
    """The most recent first."""
    return read_page(entries.defer(None).only(*READ), sort=Sort.RECENT, size=size, cursor=cursor)


def find_prose(key: str, *, viewer: Viewer) -> Entry | None:
    return of_prose(Entry.objects.visible_to(viewer)).filter(key=key).defer(None).only(*READ).order_by("pk").first()


def state_of_prose(viewer: Viewer) -> State:
    entries = of_prose(Entry.objects.visible_to(viewer))
    return State(**entries.aggregate(count=Count("pk"), last_change=Max("change")))


def read_redirects(*, viewer: Viewer, path: str = "") -> list[Leading]:
    """Those that lead to what the reader may read, or out of the platform. Two queries."""
    known = Redirect.objects.filter(Q(redirect_page__isnull=False) | ~Q(redirect_link=""))
    if path:
        known = known.filter(old_path=Redirect.normalise_path(path))
    rows = list(known.order_by("old_path", "pk"))
    wanted = {row.redirect_page_id for row in rows if row.redirect_page_id}
    pages = {entry.page_id: entry for entry in _led_to(viewer).filter(page_id__in=wanted)}
    return [one for one in (_leading(row, pages) for row in rows) if one]


def entries_at(urls: Iterable[str], *, viewer: Viewer) -> dict[str, Entry]:
    return {entry.url: entry for entry in _led_to(viewer).filter(url__in=set(urls))}


def _led_to(viewer: Viewer) -> EntryQuerySet:
    found = Entry.objects.visible_to(viewer).filter(noun__in=LED_TO)
    return found.only("url", "key", "noun", "page_id").order_by("pk")


def _leading(row: Redirect, pages: dict[int | None, Entry]) -> Leading | None:
    entry = pages.get(row.redirect_page_id)
    if row.redirect_page_id and entry is None:
        return None
    url = entry.url if entry else row.redirect_link
    if entry and row.redirect_page_route_path:
        url = url.rstrip("/") + row.redirect_page_route_path
    return Leading(row.pk, row.old_path, url, entry, row.is_permanent)
