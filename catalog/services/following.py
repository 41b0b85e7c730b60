"""What a page says follows what it leads to and what it shows: a page that moves or goes, a picture cut otherwise."""

from django.contrib.contenttypes.models import ContentType
from django.db.models import QuerySet
from wagtail.images import get_image_model
from wagtail.images.models import Rendition
from wagtail.models import Page, ReferenceIndex

from catalog.queries.editorial import CARD
from catalog.queries.images import SPECS
from catalog.services.entries import Outcome
from catalog.services.publication import publish_pages


def follow_links(page: Page) -> Outcome:
    """After `page` was published or withdrawn: those that lead to it say where it is, or no longer that it is."""
    return _publish_referrers(ReferenceIndex.get_references_to(page))


def follow_links_below(page: Page) -> Outcome:
    """The same for it and all that stands below: after a move, a new address, a new restriction."""
    return _publish_referrers(ReferenceIndex.get_references_to_in_bulk(Page.objects.filter(path__startswith=page.path)))


def follow_picture(rendition: Rendition) -> Outcome:
    """After its file or its focal point was changed, the pages that show the picture have new renditions."""
    if rendition.filter_spec not in {CARD, *SPECS}:
        return Outcome()
    return _publish_referrers(ReferenceIndex.get_references_to(get_image_model()(pk=rendition.image_id)))


def _publish_referrers(references: QuerySet[ReferenceIndex]) -> Outcome:
    pages = ContentType.objects.get_for_model(Page)
    found = references.filter(base_content_type=pages)
    ids = {int(number) for number in found.values_list("object_id", flat=True)}
    return publish_pages(Page.objects.filter(pk__in=ids).order_by("pk")) if ids else Outcome()
