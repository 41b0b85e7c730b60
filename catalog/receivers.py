"""Wagtail says that a page has changed; the catalogue follows, in the same transaction.

Deleting is heard too: Wagtail unpublishes each page of a tree before deleting it.
"""

from typing import Any

from django.db.models.signals import post_delete, post_save
from django.dispatch import receiver
from wagtail.images.models import Rendition
from wagtail.models import Page, PageViewRestriction
from wagtail.signals import page_published, page_slug_changed, page_unpublished, post_page_move

from catalog import services
from catalog.queries.engine import engine
from catalog.signals import published
from catalog.tasks import follow_changes


@receiver(page_published)
def publish(instance: Page, **_: Any) -> None:
    services.publish_page(instance)
    services.follow_links(instance)


@receiver(page_unpublished)
def withdraw(instance: Page, **_: Any) -> None:
    services.withdraw_page(instance)
    services.follow_links(instance)


@receiver([post_page_move, page_slug_changed])
def follow_addresses(instance: Page, **_: Any) -> None:
    services.publish_tree(instance)
    services.follow_links_below(instance)


@receiver([post_save, post_delete], sender=PageViewRestriction)
def follow_restrictions(instance: PageViewRestriction, **_: Any) -> None:
    services.publish_tree(instance.page)
    services.follow_links_below(instance.page)


@receiver(post_delete, sender=Rendition)
def follow_pictures(instance: Rendition, **_: Any) -> None:
    services.follow_picture(instance)


@receiver(published)
def keep_the_engine_in_step(**_: Any) -> None:
    if engine() is not None:
        follow_changes.enqueue()
