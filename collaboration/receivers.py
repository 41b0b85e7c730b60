"""What was written is told to those concerned."""

from typing import Any
from uuid import uuid4

from django.dispatch import receiver

from actors.signals import person_forgotten
from catalog.signals import published
from collaboration.queries.searches import is_matching_due
from collaboration.services.searches import forget_searches
from collaboration.signals import acted, invited, journal_written
from collaboration.tasks import match_saved_searches, tell_of_change, tell_of_invitation, tell_of_message


@receiver(journal_written)
def tell(entry_id: int, **_: Any) -> None:
    tell_of_message.enqueue(entry_id)


@receiver(acted)
def tell_of_deed(page_id: int, action: str, user_id: int, **_: Any) -> None:
    tell_of_change.enqueue(page_id, action, [user_id, None], uuid4().hex)


@receiver(invited)
def tell_those_invited(invitation_id: int, **_: Any) -> None:
    tell_of_invitation.enqueue(invitation_id)


@receiver(published)
def look_for_news(**_: Any) -> None:
    if is_matching_due(match_saved_searches.module_path):
        match_saved_searches.enqueue()


@receiver(person_forgotten)
def forget_what_was_searched(user_id: int, **_: Any) -> None:
    forget_searches(user_id=user_id)
