"""What must still be true when a mail leaves (actors.registry.mail_conditions)."""

from actors.models import User
from collaboration.models import Notification
from collaboration.queries.follows import may_follow_territory
from collaboration.queries.notifications import may_know
from territories.models import Territory


def may_hear(pk: str) -> bool:
    """The person may still know of what they are told, and has not read it in the meantime."""
    row = Notification.objects.select_related("recipient").filter(pk=pk, read_at__isnull=True).first()
    return row is not None and row.recipient.is_active and may_know(row, user=row.recipient)


def is_member(pk: str) -> bool:
    """A mail that tells how many things are new, of what kinds: for who is still here."""
    person = User.objects.filter(pk=pk, is_active=True).first()
    return person is not None and bool(person.held_scopes)


def may_hear_week(what: str) -> bool:
    """`what`: "<user>:<territory>", which the person may still read."""
    person_pk, _, territory_pk = what.partition(":")
    person = User.objects.filter(pk=person_pk, is_active=True).first()
    territory = Territory.objects.filter(pk=territory_pk).first()
    return person is not None and territory is not None and may_follow_territory(person, territory)
