"""What the views of accounts share."""

from typing import Any, cast

from django.http import Http404, HttpRequest

from actors.models import User
from actors.queries.accounts import find_account
from actors.rules.clients import client_address
from actors.services.throttling import count

# More would not be a number that the database keeps.
MAX_DIGITS = 18


def person(request: HttpRequest) -> User:
    """Who asks, behind `login_required`."""
    return cast("User", request.user)


def posted(request: HttpRequest) -> Any:
    """The data of a form: None when it is only shown."""
    return request.POST if request.method == "POST" else None


def account_or_404(request: HttpRequest, pk: int) -> User:
    """The same answer for an account that is missing and for one of another territory."""
    found = find_account(request.user, pk)
    if found is None:
        raise Http404
    return found


def is_too_often(request: HttpRequest, what: str, *, limit: int) -> bool:
    return count(what, client_address(request)) > limit


def sent_files(request: HttpRequest) -> Any:
    return request.FILES if request.method == "POST" else None


def number_in(text: str) -> int | None:
    """A number of ours, as an address or a form carries it; None for what is none."""
    return int(text) if text.isascii() and text.isdigit() and len(text) <= MAX_DIGITS else None


def number_or_404(text: str) -> int:
    number = number_in(text)
    if number is None:
        raise Http404
    return number
