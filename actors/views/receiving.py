"""Receiving a form once: what a double tap, a lost network or a second device sends again does nothing."""

from collections.abc import Callable
from functools import wraps
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.utils.translation import gettext as _

from actors.services.receipts import receive_once

View = Callable[..., HttpResponse]
# The hidden field of forms that are received once (`{% sending_token %}`).
FIELD = "envoi"
# How long a location may be kept: any of ours is far below.
MAX_LOCATION = 500


def received_once(view: View) -> View:
    """For views that answer a form they have taken by a redirection.

    A script that asks for JSON is told where to go rather than sent there: it knows then that the form was taken, and
    the message that waits on the next page is read by a person.
    """

    @wraps(view)
    def answer(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        token = _token(request)
        if token is None or not request.user.is_authenticated:
            return view(request, *args, **kwargs)
        answers: list[HttpResponse] = []

        def receive() -> str:
            answers.append(view(request, *args, **kwargs))
            return answers[0].headers.get("Location", "")[:MAX_LOCATION]

        location, was_known = receive_once(user=request.user, token=token, receive=receive)
        if location and request.headers.get("Accept") == "application/json":
            return JsonResponse({"location": location})
        if was_known:
            messages.info(request, _("This had been received already: nothing was recorded twice."))
            return HttpResponseRedirect(location)
        return answers[0]

    return answer


def _token(request: HttpRequest) -> UUID | None:
    try:
        return UUID(request.POST.get(FIELD, "")) if request.method == "POST" else None
    except ValueError:
        return None
