"""Catalogue entries for tests, written as the services write them."""

from datetime import UTC, datetime

from django.db import transaction

from actors.enums import Noun
from catalog.enums import Audience
from catalog.models import Entry
from catalog.registry import Document
from catalog.services import entries
from catalog.services.rendering import Source, render


def write_entry(
    noun=Noun.NEWS, *, audience=Audience.PUBLIC, key="1", page_id=None, changed_at=None, **content
) -> Entry:
    """One entry, from the arguments of a `Document`."""
    content = {"title": "Titre", "url": f"/{noun}/{key}/", "fields": {}} | content
    row = render(
        Source(noun=noun, key=str(key), page_id=page_id),
        Document(audience=audience, **content),
        changed_at=changed_at or datetime(2026, 1, 1, tzinfo=UTC),
    )
    with transaction.atomic():
        entries.take_turn()
        entries.write([row])
    return Entry.objects.get(noun=noun, audience=audience, key=str(key))
