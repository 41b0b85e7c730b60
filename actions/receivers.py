"""What this floor does when two sites become one."""

from typing import Any

from django.dispatch import receiver

from actions.services.merging import follow_merger
from sites.signals import site_absorbed


@receiver(site_absorbed)
def follow(kept_id: int, absorbed_id: int, **_: Any) -> None:
    follow_merger(kept_id=kept_id, absorbed_id=absorbed_id)
