"""Messages of journals as they are exported: those that their reader would read on the pages, no more."""

from collections.abc import Iterator
from typing import Any

from django.db.models import Q, QuerySet

from actors.enums import Noun, Verb
from actors.rules import can
from cms.querysets import reached
from collaboration.models import JournalEntry
from steering.queries.exported import CHUNK
from steering.queries.exported.actions import found_actions
from steering.queries.exported.sites import found_sites
from steering.registry import Asked


def site_messages(asked: Asked) -> QuerySet[JournalEntry]:
    return _messages(asked, found_sites(Asked(asked.user, asked.found)))


def action_messages(asked: Asked) -> QuerySet[JournalEntry]:
    return _messages(asked, found_actions(asked))


def message_rows(messages: QuerySet[JournalEntry]) -> Iterator[Any]:
    """Page by page, oldest first."""
    whole = messages.select_related("author", "organisation", "page")
    whole = whole.prefetch_related("addressees__user", "addressees__organisation")
    yield from whole.order_by("page", "created_at", "pk").iterator(chunk_size=CHUNK)


def _messages(asked: Asked, pages: QuerySet) -> QuerySet[JournalEntry]:
    """What was deleted or hidden is left out, also for those who moderate: a file outlives what it says."""
    pages = reached(pages, asked.user, Verb.READ_JOURNAL)
    there = JournalEntry.objects.filter(deleted_at=None, hidden_at=None)
    # Restricted messages: where the whole journal is read, and those that were written to the reader.
    open_to_reader = Q(pk__in=JournalEntry.objects.readable_by(asked.user, sees_all=False).values("pk"))
    noun: Noun = pages.model.noun
    if can(asked.user, Verb.READ_WHOLE_JOURNAL, noun):
        open_to_reader |= Q(page__in=reached(pages, asked.user, Verb.READ_WHOLE_JOURNAL).values("pk"))
    found = there.filter(open_to_reader, page__in=pages.values("pk"))
    if asked.starts_on:
        found = found.filter(created_at__date__gte=asked.starts_on)
    return found.filter(created_at__date__lte=asked.ends_on) if asked.ends_on else found
