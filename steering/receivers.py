"""What happens to sites and actions is counted by a task, committed with it; an export that is due becomes a task."""

from typing import Any

from django.dispatch import receiver
from wagtail.signals import page_published, page_unpublished

from actions.models import ActionPage
from actions.signals import action_changed
from actors.signals import person_forgotten
from registers.signals import register_taken
from sites.models import SitePage
from sites.signals import site_changed
from steering.services.exports import forget_exports_of
from steering.signals import export_due
from steering.tasks import follow_pages, make_export, take_snapshots


@receiver(site_changed)
def follow_site(site_id: int, **_: Any) -> None:
    follow_pages.enqueue([site_id], [])


@receiver(action_changed)
def follow_action(action_id: int, **_: Any) -> None:
    follow_pages.enqueue([action_id], [])


@receiver([page_published, page_unpublished], sender=SitePage)
def follow_published_site(instance: SitePage, **_: Any) -> None:
    follow_pages.enqueue([instance.pk], [instance.commune_id])


@receiver([page_published, page_unpublished], sender=ActionPage)
def follow_published_action(instance: ActionPage, **_: Any) -> None:
    """Everywhere in its territory: the sites that it was linked to are no longer known."""
    follow_pages.enqueue([], [instance.territory_id])


@receiver(register_taken)
def follow_register(**_: Any) -> None:
    take_snapshots.enqueue()


@receiver(export_due)
def enqueue_export(export_id: int, **_: Any) -> None:
    make_export.enqueue(export_id)


@receiver(person_forgotten)
def forget_their_exports(user_id: int, **_: Any) -> None:
    forget_exports_of(user_id)
