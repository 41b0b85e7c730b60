"""The results of an action are the evidence of the practices that it applies."""

from typing import Any

from django.dispatch import receiver
from wagtail.signals import page_published, page_unpublished

from actions.models import ActionPage
from actions.signals import results_changed
from knowledge.services import republish_practices_of


@receiver(results_changed)
def grade_again(action_id: int, **_: Any) -> None:
    republish_practices_of(action_id)


@receiver([page_published, page_unpublished], sender=ActionPage)
def grade_again_with_action(instance: ActionPage, **_: Any) -> None:
    republish_practices_of(instance.pk)
