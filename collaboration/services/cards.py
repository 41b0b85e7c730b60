"""What a person lets others know, and the trace of who looked."""

from actors.models import User
from collaboration.models import Card, CardLook


def record_look(*, reader: User, person: User) -> None:
    """Looking at oneself is not looking."""
    if reader.pk != person.pk:
        CardLook.objects.create(reader=reader, person=person)


def card_of(user: User) -> Card:
    """The card of someone who may never have written one."""
    return Card.objects.filter(user=user).first() or Card(user=user)
