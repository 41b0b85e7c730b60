"""The results of an action are the evidence of the practices that it applies; sites tell what became of it."""

from typing import Any
from uuid import uuid4

from django.db import transaction
from django.db.models.signals import post_delete, post_save
from django.dispatch import receiver
from django.utils import timezone
from wagtail.models import PageViewRestriction
from wagtail.signals import page_published, page_unpublished

from actions.models import ActionPage
from actions.signals import results_changed
from collaboration.registry import happenings
from collaboration.tasks import tell_of_change
from knowledge.models import PracticePage
from knowledge.services import (
    republish_original,
    republish_practices_of,
    republish_translated,
    withdraw_translations,
)
from knowledge.services.tracking import ask_tracking
from knowledge.signals import community_spoke, practice_changed
from knowledge.tasks import follow_sites
from sites.models import SitePage
from sites.signals import site_changed


@receiver(results_changed)
def grade_again(action_id: int, **_: Any) -> None:
    republish_practices_of(action_id)


@receiver([page_published, page_unpublished], sender=ActionPage)
def grade_again_with_action(instance: ActionPage, **_: Any) -> None:
    republish_practices_of(instance.pk)
    _track()


@receiver([page_published, page_unpublished], sender=PracticePage)
def publish_with_translation(instance: PracticePage, **_: Any) -> None:
    republish_original(instance)


@receiver([post_save, post_delete], sender=PageViewRestriction)
def publish_with_restriction(instance: PageViewRestriction, **_: Any) -> None:
    republish_translated(instance.page_id)


@receiver(page_unpublished, sender=PracticePage)
def withdraw_with_original(instance: PracticePage, **_: Any) -> None:
    withdraw_translations(instance)


@receiver([page_published, page_unpublished], sender=SitePage)
def track_with_site(**_: Any) -> None:
    _track()


@receiver(practice_changed)
def tell_its_author(practice_id: int, action: str, user_id: int, answers_id: int | None, **_: Any) -> None:
    if action in happenings:
        tell_of_change.enqueue(practice_id, action, [user_id, answers_id], uuid4().hex)


@receiver(community_spoke)
def tell_who_asked(page_id: int, action: str, user_id: int, to_id: int, key: str, **_: Any) -> None:
    tell_of_change.enqueue(page_id, action, [user_id, to_id], key)


@receiver([site_changed, practice_changed])
def track_again(**_: Any) -> None:
    _track()


def _track() -> None:
    """Once committed: two people who publish do not wait for each other."""
    transaction.on_commit(_track_later)


@transaction.atomic
def _track_later() -> None:
    due_at = ask_tracking()
    if due_at:
        (follow_sites.using(run_after=due_at) if due_at > timezone.now() else follow_sites).enqueue()
