"""Forms are taken once, however often they are sent."""

from collections.abc import Callable
from datetime import datetime
from uuid import UUID

from django.db import connection, transaction

from actors.models import Receipt, User


@transaction.atomic
def receive_once(*, user: User, token: UUID, receive: Callable[[], str]) -> tuple[str, bool]:
    """The address that answers a form, and whether it had been received before.

    `receive` takes the form and answers where to go next, or "" when the form could not be taken: it may then be sent
    again. The same form sent twice at once waits for itself: the lock goes with the transaction.
    """
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(hashtextextended(%s, 0))", [f"receipt:{user.pk}:{token}"])
    known = Receipt.objects.filter(user=user, token=token).values_list("location", flat=True).first()
    if known is not None:
        return known, True
    location = receive()
    if location:
        Receipt.objects.create(user=user, token=token, location=location)
    return location, False


def purge_receipts(*, before: datetime) -> int:
    """Forget what was received before an instant: no device still tries to send it. How many there were."""
    return Receipt.objects.filter(received_at__lt=before).delete()[0]
