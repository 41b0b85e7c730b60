"""A mail that is due becomes a task."""

from datetime import datetime
from typing import Any

from django.dispatch import receiver

from actors.signals import mail_due
from actors.tasks import send_mail


@receiver(mail_due)
def enqueue_mail(mail_id: int, due_at: datetime | None, **_: Any) -> None:
    (send_mail.using(run_after=due_at) if due_at else send_mail).enqueue(mail_id)
