"""Finding the page that a journal, a follow or a notification hangs on."""

from collections.abc import Iterable
from typing import Any
from uuid import UUID

from django.db.models import prefetch_related_objects
from wagtail.models import Page

from actors.enums import Verb
from actors.rules import can
from cms.models import PlatformPage
from cms.queries.kinds import by_kind


def find_page(user: Any, key: UUID, *, verb: Verb) -> PlatformPage | None:
    """The published page of a key, if it has a journal and `user` may do `verb` on it; None for any other reason."""
    page = Page.objects.live().filter(translation_key=key).specific().first()
    if not isinstance(page, PlatformPage) or not page.has_journal:
        return None
    return page if can(user, verb, page) else None


def pages_by_id(page_ids: Iterable[int]) -> dict[int, PlatformPage]:
    """Pages as what they are, drafts too, with their place: two queries for each kind of pages, and one more."""
    found = list(Page.objects.filter(pk__in=set(page_ids)).specific().order_by("pk"))
    pages = [page for page in found if isinstance(page, PlatformPage)]
    for kind in sorted({type(page) for page in pages}, key=lambda one: one._meta.label):
        place = kind.place_lookup.partition("__")[0]
        if place:
            prefetch_related_objects([page for page in pages if type(page) is kind], place)
    return {page.pk: page for page in pages}


def for_rights(page_ids: Iterable[int]) -> dict[int, PlatformPage]:
    """The same with what rights look at alone, where that is known: one query for each kind of pages, and one more."""
    found: dict[int, PlatformPage] = {}
    for kind, pks in by_kind(page_ids):
        if kind and issubclass(kind, PlatformPage):
            pages = kind.objects.filter(pk__in=pks).order_by("pk")
            if kind.place_lookup:
                looked_at = filter(None, ("live", "owner", kind.place_lookup, kind.organisation_lookup))
                pages = pages.only(*looked_at).select_related(kind.place_lookup.partition("__")[0])
            found |= {page.pk: page for page in pages}
    return found
