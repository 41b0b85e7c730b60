"""What one person is told, as they may know it today: who lost the right to read a page hears no more of it."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Any

from django.core.cache import caches
from django.urls import reverse
from django.utils.functional import Promise

from actors.enums import Verb
from actors.rules import Viewer, can
from catalog.models import Entry
from catalog.rules.live import watch_of
from cms.models import PlatformPage
from collaboration.enums import OF_DRAFTS, VERB_OF_KIND, NotificationKind
from collaboration.models import JournalEntry, Notification
from collaboration.queries.pages import for_rights, pages_by_id
from collaboration.registry import happenings

PAGE_SIZE = 30
# More unread than this are not counted: "99+" says enough.
MOST_COUNTED = 99
COUNTED_S = 60


@dataclass(frozen=True)
class Told:
    """One line: what happened (without a name), on which page, where to read it."""

    notification: Notification
    words: str | Promise
    title: str
    url: str


@dataclass(frozen=True)
class Notifications:
    """A page of them, newest first. `older`: the number below which the next ones are."""

    lines: list[Told]
    older: int | None
    unread: int


def notifications_of(user: Any, *, before: int | None = None, limit: int = PAGE_SIZE) -> Notifications:
    """As many queries with one as with a hundred."""
    rows = Notification.objects.filter(recipient_id=user.pk).select_related("author__organisation").order_by("-pk")
    if before:
        rows = rows.filter(pk__lt=before)
    found = list(rows[: limit + 1])
    return Notifications(
        lines=told(found[:limit], user=user),
        older=found[limit - 1].pk if len(found) > limit else None,
        unread=unread_count(user),
    )


def unread_count(user: Any) -> int:
    """Of what they may read today, capped. One query: every page says it.

    Counted again for what comes, is read, or is no longer theirs by a scope; for a page withdrawn, within a minute.
    """
    unread = Notification.objects.filter(recipient_id=user.pk, read_at__isnull=True).order_by("-pk")
    newest = list(unread.values_list("pk", flat=True)[: MOST_COUNTED + 1])
    if not newest:
        return 0
    whose = f"{user.pk}:{watch_of(user.held_scopes).digest}"
    state = f"unread:{whose}:{len(newest)}:{newest[0]}:{newest[-1]}"

    def counted() -> int:
        return _count_known(list(unread[: MOST_COUNTED + 1]), user=user)

    return int(caches["live"].get_or_set(state, counted, COUNTED_S) or 0)


def told(rows: Sequence[Notification], *, user: Any, pages: dict[int, PlatformPage] | None = None) -> list[Told]:
    """Those of `rows`, all of one recipient, that they may know of now. `pages`: theirs, if they have been read."""
    if not rows:
        return []
    pages = pages_by_id(row.page_id for row in rows if row.page_id) if pages is None else pages
    return [_line(row, page, user=user, title=title) for row, page, title in _known(rows, user=user, pages=pages)]


def _count_known(rows: Sequence[Notification], *, user: Any) -> int:
    """How many lines `told` would write."""
    return len(_known(rows, user=user, pages=for_rights(row.page_id for row in rows if row.page_id)))


def _known(
    rows: Sequence[Notification], *, user: Any, pages: dict[int, PlatformPage]
) -> list[tuple[Notification, PlatformPage | None, str]]:
    """Those that they may know of, each with its page, and its title where they read it under another."""
    readable, titles = _readable_entries(user, rows, pages), _found_titles(user, rows)
    found: list[tuple[Notification, PlatformPage | None, str]] = []
    for row in rows:
        page = pages.get(row.page_id or 0)
        if page and row.kind == NotificationKind.MATCH:
            if row.happening in happenings and row.page_id in titles:
                found.append((row, page, titles[row.page_id]))
        elif _may_know(row, page, user=user, entries=readable) if page else _is_personal(row):
            found.append((row, page, ""))
    return found


def may_know(row: Notification, *, user: Any) -> bool:
    return bool(told([row], user=user))


def _is_personal(row: Notification) -> bool:
    """About no page: its owner is told of it, and nobody else has the row."""
    return row.page_id is None and row.happening in happenings and happenings[row.happening].is_personal


def _may_know(row: Notification, page: PlatformPage, *, user: Any, entries: set[int]) -> bool:
    kind = NotificationKind(row.kind)
    if row.happening not in happenings or not (page.live or kind in OF_DRAFTS):
        return False
    noun = happenings[row.happening].noun if kind == NotificationKind.TO_VALIDATE else None
    thing = replace(page.as_thing(), noun=noun) if noun else page
    return can(user, VERB_OF_KIND[kind], thing) and (row.entry_id is None or row.entry_id in entries)


def _readable_entries(user: Any, rows: Iterable[Notification], pages: dict[int, PlatformPage]) -> set[int]:
    """Of the messages that they are about, those still there that the person may read. No query without any."""
    wanted = {row.entry_id for row in rows if row.entry_id}
    if not wanted:
        return set()
    whole = [pk for pk, page in pages.items() if can(user, Verb.READ_WHOLE_JOURNAL, page)]
    there = JournalEntry.objects.filter(pk__in=wanted, deleted_at=None, hidden_at=None)
    written = there.readable_by(user, sees_all=False) | there.filter(page_id__in=whole)
    return set(written.values_list("pk", flat=True))


def _found_titles(user: Any, rows: Iterable[Notification]) -> dict[int, str]:
    """What was found by saved searches is told to who finds it still, under the title that they may read."""
    wanted = {row.page_id for row in rows if row.kind == NotificationKind.MATCH}
    if not wanted:
        return {}
    found = Entry.objects.visible_to(Viewer(user=user)).filter(page_id__in=wanted)
    return dict(found.order_by("pk").values_list("page_id", "title"))


def _line(row: Notification, page: PlatformPage | None, *, user: Any, title: str = "") -> Told:
    url_name = happenings[row.happening].url_name
    if page is None:
        return Told(notification=row, words=happenings[row.happening].words, title="", url=reverse(url_name))
    if url_name:
        url = reverse(url_name)
    elif row.kind == NotificationKind.TO_VALIDATE:
        url = reverse("validation_queue")
    elif row.kind == NotificationKind.INVITATION:
        url = f"{page.url or '/'}#acteurs"
    else:
        url = (page.url or "/") + (f"#message-{row.entry_id}" if row.entry_id else "")
    if not title:
        title = _title(row, page, user=user)
    return Told(notification=row, words=happenings[row.happening].words, title=title, url=url)


def _title(row: Notification, page: PlatformPage, *, user: Any) -> str:
    """Who reads the journal reads the names of pages; others are told of the kind of page alone."""
    url_name = happenings[row.happening].url_name
    if url_name or can(user, Verb.READ_JOURNAL, page):
        return page.title
    return str(page._meta.verbose_name).capitalize()
