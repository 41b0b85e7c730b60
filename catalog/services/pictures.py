"""Pictures of cards: a rendition that the editor's work throws away is made again, and told."""

from wagtail.images.models import Rendition
from wagtail.models import Page

from catalog.queries.editorial import CARD
from catalog.services.entries import Outcome
from catalog.services.publication import publish_pages
from cms.models import NewsPage


def follow_picture(rendition: Rendition) -> Outcome:
    """After its file or its focal point was changed, the news that show it have a new one."""
    if rendition.filter_spec != CARD:
        return Outcome()
    news = NewsPage.objects.live().filter(image=rendition.image_id).values("pk")
    return publish_pages(Page.objects.filter(pk__in=news).order_by("pk"))
