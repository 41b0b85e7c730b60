"""Keeping another search engine in step with the catalogue. Each does nothing where there is none."""

from collections.abc import Iterable

from django.db import transaction

from catalog.models import EngineState, SearchedEntry
from catalog.queries.engine import engine
from catalog.queries.version import last_change
from catalog.querysets import EntryQuerySet

BATCH = 500


def rebuild_engine() -> int:
    """All that is published, in a new index that then takes the place of the old one. How many entries."""
    backend = engine()
    if backend is None:
        return 0
    until = last_change()
    rebuilder = backend.rebuilder_class(backend.get_index_for_model(SearchedEntry))
    index = rebuilder.start()
    index.add_model(SearchedEntry)
    count = sum(_add(index, batch) for batch in _batches(SearchedEntry.objects.published()))
    rebuilder.finish()
    EngineState.objects.update_or_create(pk=1, defaults={"change": until})
    return count


@transaction.atomic
def follow_changes() -> int:
    """What was published or withdrawn since it last followed. One at a time: run again, it does nothing."""
    backend = engine()
    if backend is None:
        return 0
    EngineState.objects.get_or_create(pk=1)
    state = EngineState.objects.select_for_update().get(pk=1)
    until, index = last_change(), backend.get_index_for_model(SearchedEntry)
    changed = SearchedEntry.objects.filter(change__gt=state.change, change__lte=until)
    for entry in changed.filter(withdrawn_at__isnull=False).order_by("pk"):
        index.delete_item(entry)
    count = sum(_add(index, batch) for batch in _batches(changed.published()))
    EngineState.objects.filter(pk=1).update(change=until)
    return count


def _add(index: object, entries: list[SearchedEntry]) -> int:
    index.add_items(SearchedEntry, entries)  # type: ignore[attr-defined] # (Wagtail's, without types)
    return len(entries)


def _batches(entries: EntryQuerySet) -> Iterable[list[SearchedEntry]]:
    last = 0
    while batch := list(
        entries.filter(pk__gt=last).defer("search_vector", "feature", "document").order_by("pk")[:BATCH]
    ):
        yield batch
        last = batch[-1].pk
