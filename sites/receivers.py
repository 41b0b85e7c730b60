"""What is done to sites is told to those concerned."""

from typing import Any
from uuid import uuid4

from django.dispatch import receiver

from collaboration.tasks import tell_of_change
from sites.signals import site_changed


@receiver(site_changed)
def tell(site_id: int, action: str, user_id: int, answers_id: int | None, **_: Any) -> None:
    tell_of_change.enqueue(site_id, action, [user_id, answers_id], uuid4().hex)
