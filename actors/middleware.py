"""The gate: someone logged in who has not finished coming in finds the next step, and nothing else."""

from collections.abc import Callable
from functools import cache
from time import time
from typing import Any
from urllib.parse import urlencode

from django.conf import settings
from django.contrib.auth.models import AnonymousUser
from django.contrib.messages.storage.cookie import CookieStorage
from django.contrib.messages.storage.fallback import FallbackStorage
from django.contrib.messages.storage.session import SessionStorage
from django.http import HttpRequest, HttpResponseBase, HttpResponseRedirect, JsonResponse
from django.urls import Resolver404, ResolverMatch, resolve, reverse
from django.utils.translation import gettext as _

from actors.registry import EntryStep, first_due_step
from actors.rules.problems import MEDIA_TYPE, Problem, problem_body

# Whoever came in may leave, and the API says in its own words that it is closed.
ALWAYS_OPEN = frozenset({"logout", "field_worker"})
# Answers by a token in its address, so that no session is read for who asks each few seconds.
NEEDS_NOBODY = "live"
# What a page that stays open asks by itself (static/js/journal.js): nobody is there for that.
ASKED_BY_PAGES = frozenset({"journal_changes"})
API_ROUTE = "api/v1/"
# In the session: the second at which it was last used, written at most so often.
USED_AT = "used_at"
WRITTEN_EACH_S = 600
# Set on the request by which somebody logs out.
LEAVING = "is_leaving"


class HostCookie(CookieStorage):
    """Browsers take cookies of such a name from this very host only, and by HTTPS only."""

    def __init__(self, request: HttpRequest) -> None:
        super().__init__(request)
        if settings.SESSION_COOKIE_SECURE:
            self.cookie_name = f"__Host-{self.cookie_name}"


class Messages(FallbackStorage):
    """What is said on the next page. Not in the session, which what a page asks beside would write again without it."""

    storage_classes = (HostCookie, SessionStorage)


class IdleSessions:
    """A browser that nobody used for half a day is asked again who is there; what it keeps for work without network
    stays on it, for that person had not left.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        if _is_somebody(request):
            now = int(time())
            idle = now - request.session.get(USED_AT, now - WRITTEN_EACH_S)
            if idle > settings.SESSION_IDLE_SECONDS:
                request.session.flush()
                request.user = AnonymousUser()
            elif idle >= WRITTEN_EACH_S and not _is_asked_by_a_page(request):
                request.session[USED_AT] = now
        return self.get_response(request)


def _is_somebody(request: HttpRequest) -> bool:
    """Asked of the cookie first: to look into the session would make every public answer vary by it."""
    if settings.SESSION_COOKIE_NAME not in request.COOKIES or request.path_info == _needs_nobody():
        return False
    return bool(request.user.is_authenticated)


@cache
def _needs_nobody() -> str:
    return reverse(NEEDS_NOBODY)


def _is_asked_by_a_page(request: HttpRequest) -> bool:
    try:
        return resolve(request.path_info).view_name in ASKED_BY_PAGES
    except Resolver404:
        return False


class EntryGate:
    """Pages, editor, files and API alike: closed by default, so that a new URL cannot be forgotten."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        return self.get_response(request)

    def process_view(
        self, request: HttpRequest, view: Any, arguments: Any, named_arguments: Any
    ) -> HttpResponseBase | None:
        match = request.resolver_match
        if match is None or match.view_name in ALWAYS_OPEN or not _is_somebody(request):
            return None
        step = first_due_step(request)
        if step is None or match.view_name in {step.address, *step.open_names}:
            return None
        return _closed(request, match, step)


def _closed(request: HttpRequest, match: ResolverMatch, step: EntryStep) -> HttpResponseBase:
    if match.route.startswith(API_ROUTE):
        problem = Problem("forbidden", _("Refused"), _("Finish logging in first."))
        return JsonResponse(problem_body(problem, 403), status=403, content_type=MEDIA_TYPE)
    # Only what can be opened again is come back to.
    query = f"?{urlencode({'next': request.get_full_path()})}" if request.method == "GET" else ""
    return HttpResponseRedirect(reverse(step.address) + query)


class DeviceEraser:
    """Whoever logs out leaves nothing on the device (static/js/field): by any door, the editor's included."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        response = self.get_response(request)
        if getattr(request, LEAVING, False):
            response.headers["Clear-Site-Data"] = '"cache", "storage"'
        return response
