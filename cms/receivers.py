"""Wagtail says that a step of the workflow was taken; what follows is done, in the same transaction."""

from typing import Any

from django.dispatch import receiver
from wagtail.models import WorkflowState
from wagtail.signals import task_approved, task_rejected, task_submitted, workflow_cancelled

from cms.models import ValidationState
from cms.services import following


@receiver(task_submitted, sender=ValidationState)
def address(instance: ValidationState, user: Any, **_: Any) -> None:
    following.address_validation(instance, user=user)


@receiver(task_approved, sender=ValidationState)
def follow_approval(instance: ValidationState, user: Any, **_: Any) -> None:
    following.follow_approval(instance, user=user)


@receiver(task_rejected, sender=ValidationState)
def follow_refusal(instance: ValidationState, user: Any, **_: Any) -> None:
    following.follow_refusal(instance, user=user)


@receiver(workflow_cancelled, sender=WorkflowState)
def follow_withdrawal(instance: WorkflowState, user: Any, **_: Any) -> None:
    following.follow_withdrawal(instance, user=user)
