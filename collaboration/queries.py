"""Reads of the journal."""

from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from wagtail.models import Page

from actors.enums import Verb
from actors.rules import can
from cms.models import PlatformPage
from collaboration.models import JournalEntry

# What a page shows before one asks for older messages.
RECENT = 30


@dataclass(frozen=True)
class Journal:
    """The journal of a page as one reader may have it."""

    may_read: bool = False
    may_write: bool = False
    entries: list[JournalEntry] = field(default_factory=list)


def journal_of(page: PlatformPage, *, reader: Any, limit: int = RECENT) -> Journal:
    """The latest messages on a page, newest first; none for who may not read its journal."""
    if not page.has_journal or not can(reader, Verb.READ_JOURNAL, page):
        return Journal()
    entries = JournalEntry.objects.filter(page_id=page.pk).select_related("author", "organisation")
    return Journal(
        may_read=True,
        may_write=can(reader, Verb.WRITE_JOURNAL, page),
        entries=list(entries.order_by("-created_at", "-pk")[:limit]),
    )


def find_journal(user: Any, key: UUID) -> PlatformPage | None:
    """The published page of that key, if it has a journal in which `user` may write."""
    found = Page.objects.live().filter(translation_key=key).order_by("pk").first()
    page = found.specific if found else None
    if not isinstance(page, PlatformPage) or not page.has_journal:
        return None
    return page if can(user, Verb.WRITE_JOURNAL, page) else None
