"""What was written is told to those concerned."""

from typing import Any

from django.dispatch import receiver

from collaboration.signals import journal_written
from collaboration.tasks import tell_of_message


@receiver(journal_written)
def tell(entry_id: int, **_: Any) -> None:
    tell_of_message.enqueue(entry_id)
