"""What happens to the safety of an account, told to its owner."""

from django.utils import timezone
from django.utils.translation import gettext as _

from actors.enums import SecurityEvent
from actors.models import User
from actors.services.mails import queue_mail


def tell_security_event(*, user: User, event: SecurityEvent, browser: str, address: str) -> None:
    """By mail, because whoever did it may hold the account: `browser` and `address` as said to people, shortened."""
    queue_mail(
        to=user.email,
        subject=_("Safety of your account"),
        template="security_event",
        context={"event": event.label, "browser": browser, "address": address, "at": timezone.now()},
    )
