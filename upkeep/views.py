"""Whether it lives and whether it can serve, for what watches over it; whom to tell of a fault; what is said of one."""

import re
import sys

from django.conf import settings
from django.core.exceptions import DisallowedHost, RequestDataTooBig, TooManyFieldsSent, TooManyFilesSent
from django.db import DatabaseError, connection, transaction
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase, JsonResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.utils.crypto import constant_time_compare
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe
from django.views.defaults import bad_request, server_error

from actors.policies import open_to_all
from actors.rules.problems import MEDIA_TYPE, Problem, problem_body
from api.enums import ROOTS
from api.rules.problems import PROBLEMS
from api.views.errors import AWAY, RETRY_S
from cms.rules.disk import is_full
from upkeep.queries.health import pending_migrations
from upkeep.rules.contacts import contacts_in_force, security_txt
from upkeep.services.metrics import written_metrics

TOO_LARGE = (RequestDataTooBig, TooManyFieldsSent, TooManyFilesSent)
ELSEWHERE = PROBLEMS[400]._replace(detail=_("The Host header names no host of this platform."))

_seen: set[str] = set()


def _has_tables() -> bool:
    """Looked for until they are there: it takes half a second, and a probe comes every few."""
    if not _seen and not pending_migrations():
        _seen.add("tables")
    return bool(_seen)


@open_to_all
@transaction.non_atomic_requests
@never_cache
@require_safe
def alive(request: HttpRequest) -> HttpResponse:
    """The process answers. It asks nothing of the database: a database that is away is no reason to restart."""
    return HttpResponse("ok\n", content_type="text/plain")


@open_to_all
@transaction.non_atomic_requests
@never_cache
@require_safe
def ready(request: HttpRequest) -> HttpResponse:
    """200 when requests may be sent here: the database answers and has the tables of this code; 503 otherwise."""
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
        state = "ok" if _has_tables() else "migrate"
    except DatabaseError:
        state = "database"
    return JsonResponse({"status": state}, status=200 if state == "ok" else 503)


@open_to_all
@transaction.non_atomic_requests
@require_safe
def security_contacts(request: HttpRequest) -> HttpResponse:
    """RFC 9116. Past its date it says nothing: an address that nobody reads is worse than none."""
    if not contacts_in_force():
        raise Http404
    answer = HttpResponse(security_txt(), content_type="text/plain; charset=utf-8")
    answer.headers["Cache-Control"] = "public, max-age=3600"
    return answer


@open_to_all
@never_cache
@require_safe
def metrics(request: HttpRequest) -> HttpResponse:
    """For Prometheus, by its own word (METRICS_TOKEN); without one set, there is nothing at this address."""
    word = settings.METRICS_TOKEN
    if not word or not constant_time_compare(request.headers.get("Authorization", ""), f"Bearer {word}"):
        raise Http404
    return HttpResponse(written_metrics(), content_type="text/plain; version=0.0.4; charset=utf-8")


def refused(request: HttpRequest, exception: Exception) -> HttpResponseBase:
    """Django's `handler400`; what is too large is told so, with what to do.

    By a name of host that is not ours, nobody was looked up yet: an answer without menu, before anything is asked.
    """
    if isinstance(exception, TOO_LARGE):
        return render(request, "413.html", status=413)
    if not isinstance(exception, DisallowedHost):
        return bad_request(request, exception)
    if request.path_info.startswith(ROOTS):
        return _problem(ELSEWHERE, 400)
    return HttpResponse(render_to_string("400_host.html"), status=400)


SECRET = re.compile(r"passw|secret|code$", re.IGNORECASE)


def failed(request: HttpRequest) -> HttpResponse:
    """Django's `handler500`. A database that is away, or a disk that is full, is told as such, with what was typed
    ready to be sent again.
    """
    error = sys.exc_info()[1]
    is_away = isinstance(error, AWAY) or is_full(error)
    if request.path_info.startswith(ROOTS):
        status = 503 if is_away else 500
        answer = _problem(PROBLEMS[status], status)
    elif is_away:
        answer = HttpResponse(render_to_string("503.html", {"kept": _typed(request)}), status=503)
    else:
        return server_error(request)
    if is_away:
        answer.headers["Retry-After"] = str(RETRY_S)
    answer.headers["Cache-Control"] = "no-store"
    return answer


def _problem(kind: Problem, status: int) -> HttpResponse:
    return JsonResponse(problem_body(kind, status), status=status, content_type=MEDIA_TYPE)


def _typed(request: HttpRequest) -> list[tuple[str, str]]:
    """The fields of the form that could not be written, but for secrets, which no page repeats. Files stay behind."""
    if request.method != "POST" or request.path_info.startswith("/connexion/"):
        return []
    return [(name, value) for name, values in request.POST.lists() for value in values if not SECRET.search(name)]
