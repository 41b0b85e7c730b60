"""Who comes is counted before anything is done for them, outside of the transaction that answers."""

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponseBase, JsonResponse
from django.utils.translation import gettext as _

from actors.rules.clients import client_address
from actors.rules.problems import MEDIA_TYPE, problem_body
from actors.services.keys import find_bearer
from api.enums import ROOTS
from api.rules.problems import PROBLEMS
from api.services.rates import Rate, count_address, count_key


class Encrypted:
    """Where pages lead from HTTP to HTTPS, the API refuses: a program would never be told that it speaks in clear."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        if not settings.SECURE_SSL_REDIRECT or request.is_secure() or not request.path_info.startswith(ROOTS):
            return self.get_response(request)
        problem = PROBLEMS[403]._replace(detail=_("Ask by HTTPS. A key that was sent in clear is to be replaced."))
        return JsonResponse(problem_body(problem, 403), status=403, content_type=MEDIA_TYPE)


class Rates:
    """Leaves `bearer_key` (None for a key that is not one) and `rate` on requests of the API; endpoints refuse.

    Members, who come with a session of our own pages, are not counted.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        if request.path_info.startswith(ROOTS) and request.method != "OPTIONS":
            request.bearer_key = find_bearer(request.headers.get("Authorization"))  # type: ignore[attr-defined]
            request.rate = _rate(request)  # type: ignore[attr-defined]
        return self.get_response(request)


def _rate(request: HttpRequest) -> Rate | None:
    key = request.bearer_key  # type: ignore[attr-defined]
    if key is not None:
        return count_key(key)
    # Asked of the cookie first: to look into the session would make every public answer vary by it.
    is_member = settings.SESSION_COOKIE_NAME in request.COOKIES and request.user.is_authenticated
    return None if is_member else count_address(client_address(request))
