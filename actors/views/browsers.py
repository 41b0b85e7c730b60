"""Browsers that an account has been used on, remembered in a signed cookie of theirs: nothing is kept on our side."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils.crypto import salted_hmac

SALT = "actors.views.browsers"
AGE_S = 365 * 24 * 3600
MAX_ACCOUNTS = 5  # of one shared computer


def knows_browser(request: HttpRequest, user: Any) -> bool:
    return _mark(user) in _marks(request)


def remember_browser(request: HttpRequest, response: HttpResponse, user: Any) -> None:
    response.set_signed_cookie(
        _cookie(),
        ".".join([_mark(user), *_marks(request)][:MAX_ACCOUNTS]),
        salt=SALT,
        max_age=AGE_S,
        httponly=True,
        secure=settings.SESSION_COOKIE_SECURE,
        samesite="Lax",
    )


def _marks(request: HttpRequest) -> list[str]:
    return (request.get_signed_cookie(_cookie(), default="", salt=SALT, max_age=AGE_S) or "").split(".")


def _cookie() -> str:
    """Browsers take cookies of such a name from this very host only, and by HTTPS only."""
    return "__Host-known_browser" if settings.SESSION_COOKIE_SECURE else "known_browser"


def _mark(user: Any) -> str:
    return salted_hmac(SALT, str(user.pk), algorithm="sha256").hexdigest()
