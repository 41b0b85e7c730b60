"""Where one is logged in."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from allauth.usersessions.models import UserSession
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from actors.rules.clients import described_browser, shortened_address
from actors.services.sessions import end_session, end_sessions

MAX_DIGITS = 18


@dataclass(frozen=True)
class ShownSession:
    pk: int
    browser: str
    address: str
    since: datetime
    is_current: bool


def sessions(request: HttpRequest) -> HttpResponse:
    if request.method == "POST":
        _end(request, request.POST.get("session", ""))
        return redirect("sessions")
    found = UserSession.objects.purge_and_list(request.user)
    shown = [_shown(request, one) for one in sorted(found, key=lambda one: one.created_at, reverse=True)]
    return render(request, "actors/sessions.html", {"sessions": shown})


def _end(request: HttpRequest, number: str) -> None:
    user: Any = request.user
    if number.isdecimal() and len(number) <= MAX_DIGITS:
        if end_session(user=user, session_id=int(number)):
            messages.success(request, _("This session is ended."))
        return
    count = end_sessions(user=user, but=request.session.session_key)
    messages.success(
        request, ngettext("%(n)s other session is ended.", "%(n)s other sessions are ended.", count) % {"n": count}
    )


def _shown(request: HttpRequest, session: UserSession) -> ShownSession:
    return ShownSession(
        pk=session.pk,
        browser=described_browser(session.user_agent),
        address=shortened_address(session.ip),
        since=session.created_at,
        is_current=session.session_key == request.session.session_key,
    )
