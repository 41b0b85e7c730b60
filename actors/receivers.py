"""A mail that is due becomes a task; a login becomes a session that its owner sees; leaving is remembered."""

import logging
from datetime import datetime
from time import time
from typing import Any

from allauth.usersessions.models import UserSession
from django.contrib.auth.signals import user_logged_in, user_logged_out, user_login_failed
from django.dispatch import receiver
from django.http import HttpRequest

from actors.middleware import LEAVING, USED_AT
from actors.models import User
from actors.signals import access_requested, mail_due
from actors.tasks import send_mail, take_access_request

logger = logging.getLogger("security")


@receiver(mail_due)
def enqueue_mail(mail_id: int, due_at: datetime | None, **_: Any) -> None:
    (send_mail.using(run_after=due_at) if due_at else send_mail).enqueue(mail_id)


@receiver(access_requested)
def enqueue_request(request_id: int, **_: Any) -> None:
    take_access_request.enqueue(request_id)


@receiver(user_logged_in)
def begin_to_count_idleness(request: HttpRequest, **_: Any) -> None:
    request.session[USED_AT] = int(time())


@receiver(user_logged_in)
def log_login(request: HttpRequest, user: User, **_: Any) -> None:
    logger.info("login", extra={"account": user.pk})


@receiver(user_login_failed)
def log_refused_login(**_: Any) -> None:
    """Of whom is not known: what was typed there may be anybody's, or a password."""
    logger.warning("login refused")


@receiver(user_logged_in)
def list_session(request: HttpRequest, **_: Any) -> None:
    """Whatever logged them in: allauth lists those that it began itself."""
    if request.META.get("REMOTE_ADDR"):
        UserSession.objects.create_from_request(request)


@receiver(user_logged_out)
def remember_leaving(request: HttpRequest | None, **_: Any) -> None:
    if request is not None:
        setattr(request, LEAVING, True)
