"""What a page says follows what it leads to and what it shows: a page that moves or goes, a picture cut otherwise."""

from asgiref.local import Local
from django.contrib.contenttypes.models import ContentType
from django.db import transaction
from django.db.models import QuerySet
from wagtail.images import get_image_model
from wagtail.images.models import Rendition
from wagtail.models import Page, ReferenceIndex

from catalog.queries.editorial import CARD
from catalog.queries.images import SPECS
from catalog.services.entries import Outcome
from catalog.services.publication import publish_pages

_waiting = Local()


def follow_links(page: Page) -> Outcome:
    """After `page` was published or withdrawn: those that lead to it say where it is, or no longer that it is."""
    return _publish_referrers(ReferenceIndex.get_references_to(page))


def follow_links_below(page: Page) -> Outcome:
    """The same for it and all that stands below: after a move, a new address, a new restriction."""
    return _publish_referrers(ReferenceIndex.get_references_to_in_bulk(Page.objects.filter(path__startswith=page.path)))


def follow_picture(rendition: Rendition) -> None:
    """After its file or its focal point was changed, the pages that show the picture have new renditions.

    All its renditions go at once, each with its own signal: at the commit, the first follows for all of them. What is
    left of a transaction that was rolled back is followed at the next one, for nothing: no page is written.
    """
    if rendition.filter_spec in {CARD, *SPECS}:
        _cut().add(rendition.image_id)
        transaction.on_commit(_follow_pictures)


def _follow_pictures() -> None:
    ids = [str(pk) for pk in sorted(_cut())]
    _cut().clear()
    if ids:
        pictures = ContentType.objects.get_for_model(get_image_model())
        _publish_referrers(ReferenceIndex.objects.filter(to_content_type=pictures, to_object_id__in=ids))


def _cut() -> set[int]:
    """Pictures whose renditions went in this transaction."""
    if not hasattr(_waiting, "pictures"):
        _waiting.pictures = set()
    return _waiting.pictures


def _publish_referrers(references: QuerySet[ReferenceIndex]) -> Outcome:
    pages = ContentType.objects.get_for_model(Page)
    found = references.filter(base_content_type=pages)
    ids = {int(number) for number in found.values_list("object_id", flat=True)}
    return publish_pages(Page.objects.filter(pk__in=ids).order_by("pk")) if ids else Outcome()
