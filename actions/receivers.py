"""What this floor does when two sites become one, and who is told of changes of actions."""

from typing import Any
from uuid import uuid4

from django.dispatch import receiver

from actions.models import ActionPage
from actions.services.merging import follow_merger
from actions.signals import action_changed
from cms.enums import Step
from cms.signals import version_stepped
from collaboration.tasks import tell_of_change
from sites.signals import site_absorbed

ACTIONS = {Step.APPROVED: "actions.publish", Step.REFUSED: "actions.refuse"}


@receiver(site_absorbed)
def follow(kept_id: int, absorbed_id: int, **_: Any) -> None:
    follow_merger(kept_id=kept_id, absorbed_id=absorbed_id)


@receiver(action_changed)
def tell(action_id: int, action: str, user_id: int, **_: Any) -> None:
    tell_of_change.enqueue(action_id, action, [user_id, None], uuid4().hex)


@receiver(version_stepped, sender=ActionPage)
def tell_of_version(page_id: int, step: Step, user_id: int | None, author_id: int | None, **_: Any) -> None:
    if step in ACTIONS:
        tell_of_change.enqueue(page_id, ACTIONS[step], [user_id, author_id], uuid4().hex)
