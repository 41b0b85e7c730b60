"""Reads of the journal: what one reader sees of each message, page by page, and what changed since."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db.models import Max, Prefetch

from actors.enums import Verb
from actors.rules import can
from cms.models import PlatformPage
from collaboration.models import Addressee, Attachment, JournalEntry, JournalReading, JournalVersion
from collaboration.queries.pages import find_page

# What a page of the journal shows before one asks for older messages, and what the sheet of a site shows of it.
PAGE_SIZE, GLANCE = 20, 8


@dataclass(frozen=True)
class Message:
    """A message as one reader may see it.

    is_shown: whether its text and files are; withdrawn ones are shown to those who moderate. versions: earlier texts,
    for those who moderate. may_*: what the reader may do to it.
    """

    entry: JournalEntry
    is_shown: bool
    is_new: bool
    may_edit: bool
    may_moderate: bool
    versions: list[JournalVersion]
    attachments: list[Attachment]
    addressees: list[Addressee]


@dataclass(frozen=True)
class Journal:
    """A page of messages, newest first. `older`: the number below which the next ones are; `cursor`: for what comes."""

    page: PlatformPage
    messages: list[Message]
    older: int | None
    cursor: int
    latest: int
    unread: int
    may_write: bool


def read_journal(
    page: PlatformPage, *, reader: Any, before: int | None = None, limit: int = PAGE_SIZE
) -> Journal | None:
    """None for who may not read the journal of the page. As many queries with one message as with a hundred."""
    if not page.has_journal or not can(reader, Verb.READ_JOURNAL, page):
        return None
    readable = _readable(page, reader)
    seen = _seen(page, reader)
    entries = readable.filter(pk__lt=before) if before else readable
    found = list(_whole(entries.newest_first())[: limit + 1])
    ends = readable.aggregate(cursor=Max("change"), latest=Max("pk"))
    return Journal(
        page=page,
        messages=_messages(found[:limit], page=page, reader=reader, seen=seen),
        older=found[limit - 1].pk if len(found) > limit else None,
        cursor=ends["cursor"] or 0,
        latest=ends["latest"] or 0,
        unread=readable.filter(pk__gt=seen, deleted_at=None, hidden_at=None).exclude(author_id=reader.pk).count(),
        may_write=can(reader, Verb.WRITE_JOURNAL, page),
    )


def journal_changes(page: PlatformPage, *, reader: Any, since: int) -> tuple[list[Message], int]:
    """Messages written, edited or withdrawn after a change number, and the number to go on from.

    The number is that of a message which the reader may read: what was written to others does not even count.
    """
    if not can(reader, Verb.READ_JOURNAL, page):
        return [], since
    # Open pages ask every few seconds, and mostly nobody wrote anything.
    if not JournalEntry.objects.filter(page_id=page.pk, change__gt=since).exists():
        return [], since
    changed = _readable(page, reader).filter(change__gt=since).order_by("change")
    entries = list(_whole(changed)[:PAGE_SIZE])
    if not entries:
        return [], since
    return _messages(entries, page=page, reader=reader, seen=_seen(page, reader)), entries[-1].change


def find_message(user: Any, pk: int) -> tuple[JournalEntry, PlatformPage] | None:
    """A message and its page, for who may read it; None whether it is missing or not theirs."""
    entry = JournalEntry.objects.select_related("page", "author").filter(pk=pk).first()
    if entry is None:
        return None
    page = find_page(user, entry.page.translation_key, verb=Verb.READ_JOURNAL)
    if page is None or not _readable(page, user).filter(pk=pk).exists():
        return None
    return entry, page


def find_attachment(user: Any, key: UUID) -> Attachment | None:
    """A file still there, for who may read its message as it stands now."""
    attachment = Attachment.objects.there().select_related("entry").filter(key=key).first()
    found = find_message(user, attachment.entry_id) if attachment else None
    if found is None:
        return None
    entry, page = found
    is_shown = not entry.is_withdrawn or can(user, Verb.MODERATE_JOURNAL, page)
    return attachment if is_shown else None


def _readable(page: PlatformPage, reader: Any) -> Any:
    sees_all = can(reader, Verb.READ_WHOLE_JOURNAL, page)
    return JournalEntry.objects.filter(page_id=page.pk).readable_by(reader, sees_all=sees_all)


def _whole(entries: Any) -> Any:
    return entries.select_related("author", "organisation", "deleted_by", "hidden_by").prefetch_related(
        "versions",
        Prefetch("attachments", Attachment.objects.there()),
        Prefetch("addressees", Addressee.objects.select_related("user", "organisation").order_by("pk")),
    )


def _seen(page: PlatformPage, reader: Any) -> int:
    return JournalReading.objects.filter(page_id=page.pk, user_id=reader.pk).values_list("seen", flat=True).first() or 0


def _messages(entries: Sequence[JournalEntry], *, page: PlatformPage, reader: Any, seen: int) -> list[Message]:
    writes, moderates = can(reader, Verb.WRITE_JOURNAL, page), can(reader, Verb.MODERATE_JOURNAL, page)
    messages = []
    for entry in entries:
        is_own = entry.author_id == reader.pk
        is_shown = not entry.is_withdrawn or moderates or (is_own and entry.deleted_at is None)
        messages.append(
            Message(
                entry=entry,
                is_shown=is_shown,
                is_new=entry.pk > seen and not is_own and not entry.is_withdrawn,
                may_edit=is_own and writes and not entry.is_withdrawn,
                may_moderate=moderates and entry.deleted_at is None,
                versions=list(entry.versions.all()) if moderates else [],
                attachments=list(entry.attachments.all()) if is_shown else [],
                addressees=list(entry.addressees.all()) if is_shown else [],
            )
        )
    return messages
