"""Mails: written in the transaction of what causes them, sent by a task once it is committed, tried again if refused.

Why a table and not the task's own arguments: docs/decisions/0011-mails-leave-from-a-table.md.
"""

import logging
from collections.abc import Mapping, Sequence
from datetime import timedelta
from email.utils import make_msgid
from smtplib import SMTPException
from types import MappingProxyType
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.core.mail import EmailMessage, EmailMultiAlternatives, get_connection
from django.core.mail.backends.base import BaseEmailBackend
from django.db import transaction
from django.db.models import Q
from django.template.loader import render_to_string
from django.utils import timezone, translation

from actors.enums import MailState
from actors.models import MailTrace, OutgoingMail
from actors.registry import may_leave
from actors.signals import mail_due

logger = logging.getLogger(__name__)

# How long a refused mail waits before the next attempt; after the last, it is given up.
WAITS = tuple(timedelta(minutes=minutes) for minutes in (1, 5, 30, 2 * 60, 8 * 60, 24 * 60))
# A mail still there this long after it was due lost its task.
LOST_AFTER = timedelta(minutes=15)
# So that out-of-office answers do not come back.
HEADERS = {"Auto-Submitted": "auto-generated"}
NO_HEADERS: Mapping[str, str] = MappingProxyType({})
# How long it is known that there was a mail.
TRACED_FOR = timedelta(days=60)


def queue_mail(
    *,
    to: str,
    subject: str,
    template: str,
    context: dict[str, Any],
    headers: Mapping[str, str] = NO_HEADERS,
    only_if: str = "",
) -> None:
    """Write one mail, from `emails/<template>.txt` and `.html`, and send it once the change around it is committed.

    The subject shows on locked phones: it names no person and no exact place. `only_if` is asked again each time that
    the mail is about to leave (actors.registry.may_leave).
    """
    said = {"platform_name": settings.PLATFORM_NAME, "base_url": settings.WAGTAILADMIN_BASE_URL, **context}
    with translation.override(settings.LANGUAGE_CODE):
        subject = " ".join(str(subject).splitlines())
        said["subject"] = subject
        text, html = (render_to_string(f"emails/{template}.{kind}", said) for kind in ("txt", "html"))
    mail = EmailMultiAlternatives(
        subject, text.strip() + "\n", settings.DEFAULT_FROM_EMAIL, [to], headers={**HEADERS, **headers}
    )
    mail.attach_alternative(html, "text/html")
    keep_mail(mail, kind=template, only_if=only_if)


def keep_mail(mail: EmailMessage, *, kind: str = "other", only_if: str = "") -> None:
    """Put a mail in the table, once for each person, and its task in the queue: both are committed, or neither is."""
    for recipient in mail.recipients():
        message_id = make_msgid(domain=urlsplit(settings.WAGTAILADMIN_BASE_URL).hostname)
        kept = OutgoingMail.objects.create(
            trace=MailTrace.objects.create(message_id=message_id, kind=kind),
            only_if=only_if,
            to=recipient,
            subject=str(mail.subject),
            text=str(mail.body),
            html=_html(mail),
            from_email=mail.from_email,
            headers=mail.extra_headers
            | {"Message-ID": message_id}
            | ({"Reply-To": ", ".join(mail.reply_to)} if mail.reply_to else {}),
        )
        mail_due.send(sender=OutgoingMail, mail_id=kept.pk, due_at=None)


@transaction.atomic
def deliver_mail(mail_id: int) -> None:
    """Hand one mail to the mail server and forget it. Done already, or being done elsewhere: nothing.

    The row is locked while the server is spoken to, and goes in the same transaction: a mail leaves twice only if
    this machine stops between the server's yes and the commit.
    """
    kept = OutgoingMail.objects.select_for_update(skip_locked=True).filter(pk=mail_id).first()
    if kept is None:
        return
    if not may_leave(kept.only_if):
        _forget(kept, MailState.WITHDRAWN)
        return
    try:
        _message(kept).send()
    except (SMTPException, OSError) as problem:
        _try_later(kept, type(problem).__name__)
    else:
        _forget(kept, MailState.SENT)


def deliver_waiting_mails() -> int:
    """Send the mails whose task was lost (a worker that was stopped), and those that no wait puts off so far: a clock
    was wrong, and has gone back. How many there were.
    """
    now = timezone.now()
    lost = Q(due_at__lt=now - LOST_AFTER) | Q(due_at__gt=now + WAITS[-1] + LOST_AFTER)
    found = list(OutgoingMail.objects.filter(lost).values_list("pk", flat=True))
    for mail_id in found:
        deliver_mail(mail_id)
    MailTrace.objects.filter(queued_at__lt=now - TRACED_FOR, mail__isnull=True).delete()
    return len(found)


class OutboxBackend(BaseEmailBackend):
    """Django's e-mail backend: mails that others write (the editor, password resets) take the same way as ours.

    So no request waits for a mail server, and none tells by its duration whether a mail was sent.
    """

    def send_messages(self, email_messages: Sequence[EmailMessage]) -> int:
        for mail in email_messages:
            if mail.attachments:
                raise ValueError("Mails have no attachments here: they link to a page that asks who reads.")
            keep_mail(mail)
        return len(email_messages)


def _message(kept: OutgoingMail) -> EmailMultiAlternatives:
    mail = EmailMultiAlternatives(kept.subject, kept.text, kept.from_email, [kept.to], headers=dict(kept.headers))
    mail.connection = get_connection(settings.MAIL_DELIVERY_BACKEND)
    if kept.html:
        mail.attach_alternative(kept.html, "text/html")
    return mail


def _html(mail: EmailMessage) -> str:
    alternatives = getattr(mail, "alternatives", [])
    return next((str(content) for content, kind in alternatives if kind == "text/html"), "")


def _forget(kept: OutgoingMail, state: MailState, *, problem: str = "") -> None:
    """The mail goes, with its address and its words; that there was one stays."""
    MailTrace.objects.filter(mail=kept).update(
        state=state, attempts=kept.attempts + (state != MailState.WITHDRAWN), problem=problem, done_at=timezone.now()
    )
    kept.delete()


def _try_later(kept: OutgoingMail, problem: str) -> None:
    """Nothing of the mail is logged but its number: addresses and subjects are personal."""
    if kept.attempts >= len(WAITS):
        logger.error("mail %s given up after %s attempts: %s", kept.pk, kept.attempts + 1, problem)
        _forget(kept, MailState.GIVEN_UP, problem=problem)
        return
    kept.due_at = timezone.now() + WAITS[kept.attempts]
    kept.attempts += 1
    kept.save(update_fields=["due_at", "attempts"])
    MailTrace.objects.filter(mail=kept).update(attempts=kept.attempts, problem=problem)
    logger.warning("mail %s not sent (%s): attempt %s at %s", kept.pk, problem, kept.attempts + 1, kept.due_at)
    mail_due.send(sender=OutgoingMail, mail_id=kept.pk, due_at=kept.due_at)
