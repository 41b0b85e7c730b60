"""Reads of the journal."""

from typing import Any

from actors.enums import Verb
from actors.rules import can
from cms.models import PlatformPage
from collaboration.models import JournalEntry

# What a page shows before one asks for older messages.
RECENT = 30


def journal_of(page: PlatformPage, *, reader: Any, limit: int = RECENT) -> list[JournalEntry]:
    """The latest messages on a page, newest first; none for who may not read its journal."""
    if not can(reader, Verb.READ_JOURNAL, page):
        return []
    entries = JournalEntry.objects.filter(page_id=page.pk).select_related("author", "organisation")
    return list(entries.order_by("-created_at", "-pk")[:limit])
