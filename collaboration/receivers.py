"""What was written is told to those concerned."""

from typing import Any
from uuid import uuid4

from django.dispatch import receiver

from collaboration.signals import acted, invited, journal_written
from collaboration.tasks import tell_of_change, tell_of_invitation, tell_of_message


@receiver(journal_written)
def tell(entry_id: int, **_: Any) -> None:
    tell_of_message.enqueue(entry_id)


@receiver(acted)
def tell_of_deed(page_id: int, action: str, user_id: int, **_: Any) -> None:
    tell_of_change.enqueue(page_id, action, [user_id, None], uuid4().hex)


@receiver(invited)
def tell_those_invited(invitation_id: int, **_: Any) -> None:
    tell_of_invitation.enqueue(invitation_id)
