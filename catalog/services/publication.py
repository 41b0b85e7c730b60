"""Publishing and withdrawing pages, in the same transaction as the page itself."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from typing import Any

from django.db import transaction
from django.utils import timezone
from wagtail.models import Page, PageViewRestriction

from catalog.enums import Audience
from catalog.models import Entry
from catalog.queries.content import content_of
from catalog.registry import CatalogNoun, Document, registry
from catalog.services import entries
from catalog.services.entries import Outcome
from catalog.services.rendering import Source, render

BATCH = 500


def publish_page(page: Page) -> Outcome:
    """Write what each audience may now see of `page`; if its address has changed, of the pages below it as well."""
    with transaction.atomic():
        outcome = publish_pages([page])
        return outcome + publish_tree(page) if _is_stale_below(page) else outcome


def publish_pages(pages: Iterable[Page]) -> Outcome:
    """The same for many pages (imports, rebuilding), at a few queries for each 500 pages of a noun.

    Pages are read again from the database: what is written is what is live, never a draft held in memory.
    Those that are not live are withdrawn; those of no noun of the catalogue are passed over.
    """
    outcome = Outcome()
    with transaction.atomic():
        for noun, page_ids in _by_noun(pages):
            entries.take_turn()
            outcome += _publish(noun, page_ids)
        if outcome != Outcome():
            entries.announce()
    return outcome


def publish_tree(page: Page) -> Outcome:
    """Publish again a page and all that stands below it: after a move, a new address, a new restriction."""
    return publish_pages(Page.objects.filter(path__startswith=page.path).order_by("path").iterator())


def withdraw_page(page: Page) -> Outcome:
    return withdraw_pages([page])


def withdraw_pages(pages: Iterable[Page]) -> Outcome:
    with transaction.atomic():
        entries.take_turn()
        entries.announce()
        return Outcome(withdrawn=entries.withdraw(Entry.objects.filter(page_id__in=[page.pk for page in pages])))


def _by_noun(pages: Iterable[Page]) -> Iterator[tuple[CatalogNoun, list[int]]]:
    ids: dict[str, list[int]] = defaultdict(list)
    for page in pages:
        if page.specific_class is not None:
            ids[page.specific_class._meta.label].append(page.pk)
    for label, found in ids.items():
        noun = registry.of_model(label)
        if noun:
            yield from ((noun, found[start : start + BATCH]) for start in range(0, len(found), BATCH))


def _publish(noun: CatalogNoun, page_ids: Iterable[int]) -> Outcome:
    now = timezone.now()
    rows = []
    for page in _live_pages(noun, page_ids):
        source = Source(noun=noun.noun, key=str(page.translation_key), page_id=page.pk)
        rows += [
            render(source, document, changed_at=now, content=_content(page, document))
            for document in _documents(noun, page)
        ]
    return entries.replace(Entry.objects.of(noun.noun).filter(page_id__in=page_ids), rows)


def _live_pages(noun: CatalogNoun, page_ids: Iterable[int]) -> Iterator[Any]:
    """The live pages, each told whether the editors have closed it or something above it to the public."""
    closed = tuple(PageViewRestriction.objects.order_by("pk").values_list("page__path", flat=True))
    live = noun.page_model._default_manager.filter(pk__in=page_ids, live=True).order_by("pk")
    for page in live.prefetch_related(*noun.prefetch):
        page.is_closed = page.path.startswith(closed)
        yield page


def _documents(noun: CatalogNoun, page: Any) -> Iterator[Document]:
    for document in noun.documents(page):
        if not (page.is_closed and document.audience == Audience.PUBLIC):
            yield document


def _content(page: Any, document: Document) -> dict[str, Any] | None:
    """What a page says is for everyone, or for nobody."""
    return content_of(page) if document.audience == Audience.PUBLIC else None


def _is_stale_below(page: Page) -> bool:
    """Whether entries of pages below still give an address that is not below that of `page`.

    Wagtail announces a new slug only after the commit; descendants must change with the page.
    """
    if page.is_leaf():
        return False
    below = Page.objects.filter(path__startswith=page.path).exclude(pk=page.pk).values("pk")
    return Entry.objects.published().filter(page_id__in=below).exclude(url__startswith=page.get_url() or "/").exists()
