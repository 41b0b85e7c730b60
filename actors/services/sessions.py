"""Where someone is logged in, and ending it."""

from importlib import import_module
from typing import Any

from allauth.usersessions.models import UserSession
from axes.models import AccessAttempt
from django.conf import settings
from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from actors.models import User

ENGINE: Any = import_module(settings.SESSION_ENGINE)


@transaction.atomic
def end_session(*, user: User, session_id: int) -> bool:
    """End one session of that person. False when they have none of that number: it has ended, or is another's."""
    session = UserSession.objects.filter(user=user, pk=session_id).first()
    if session is not None:
        session.end()
    return session is not None


@transaction.atomic
def end_sessions(*, user: User, but: str | None = None) -> int:
    """End every session of that person, except the one whose key is given. How many ended."""
    sessions = UserSession.objects.filter(user=user).exclude(session_key=but or "").order_by("pk")
    for session in sessions:
        session.end()
    return len(sessions)


@transaction.atomic
def forget_ended_sessions() -> int:
    """What is known of sessions (browser, address) goes with them. How many were forgotten."""
    ENGINE.SessionStore.clear_expired()
    kept = ENGINE.SessionStore.get_model_class().objects.values("session_key")
    ended, _kinds = UserSession.objects.exclude(session_key__in=kept).delete()
    return ended


def forget_old_failures() -> int:
    """Failed logins (address, browser) after which nobody waits any more, and those of days to come, which a clock that
    has gone back since left behind. How many were forgotten.
    """
    now, wait = timezone.now(), settings.AXES_COOLOFF_TIME
    over = AccessAttempt.objects.filter(Q(attempt_time__lt=now - wait) | Q(attempt_time__gt=now + wait))
    forgotten, _kinds = over.delete()
    return forgotten
