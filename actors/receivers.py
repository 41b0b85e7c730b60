"""A mail that is due becomes a task; a login becomes a session that its owner sees; leaving is remembered."""

from datetime import datetime
from typing import Any

from allauth.usersessions.models import UserSession
from django.contrib.auth.signals import user_logged_in, user_logged_out
from django.dispatch import receiver
from django.http import HttpRequest

from actors.middleware import LEAVING
from actors.signals import access_requested, mail_due
from actors.tasks import send_mail, take_access_request


@receiver(mail_due)
def enqueue_mail(mail_id: int, due_at: datetime | None, **_: Any) -> None:
    (send_mail.using(run_after=due_at) if due_at else send_mail).enqueue(mail_id)


@receiver(access_requested)
def enqueue_request(request_id: int, **_: Any) -> None:
    take_access_request.enqueue(request_id)


@receiver(user_logged_in)
def list_session(request: HttpRequest, **_: Any) -> None:
    """Whatever logged them in: allauth lists those that it began itself."""
    if request.META.get("REMOTE_ADDR"):
        UserSession.objects.create_from_request(request)


@receiver(user_logged_out)
def remember_leaving(request: HttpRequest | None, **_: Any) -> None:
    if request is not None:
        setattr(request, LEAVING, True)
