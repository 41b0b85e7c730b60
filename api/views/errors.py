"""Every error of the API is a problem of RFC 9457, in the reader's language."""

from typing import Any, NamedTuple

from django.core.exceptions import RequestDataTooBig, SuspiciousOperation
from django.db import InterfaceError, OperationalError
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from drf_standardized_errors.formatter import flatten_errors
from drf_standardized_errors.handler import ExceptionHandler
from drf_standardized_errors.types import ExceptionHandlerContext
from rest_framework import exceptions
from rest_framework.response import Response

MEDIA_TYPE = "application/problem+json"
# What a database that cannot answer raises, and how long one waits before asking again.
AWAY = (OperationalError, InterfaceError)
RETRY_S = 30


class Problem(NamedTuple):
    """A kind of problem: `slug` is its anchor on the readable page, and so its `type`."""

    slug: str
    title: str | Promise
    detail: str | Promise


PROBLEMS = {
    400: Problem("parameters", _("Refused parameters"), _("One parameter at least is unknown or badly written.")),
    401: Problem("authentication", _("Authentication needed"), _("This address asks for a key or for a session.")),
    403: Problem("forbidden", _("Refused"), _("Your rights do not reach this.")),
    404: Problem("not-found", _("Not found"), _("Nothing is published at this address, or not for you.")),
    405: Problem("method", _("Method refused"), _("This API is read with GET, HEAD and OPTIONS.")),
    406: Problem("format", _("Format not available"), _("This address does not answer in a format that you accept.")),
    413: Problem("too-large", _("Request too large"), _("A request to this API has no body.")),
    429: Problem("rate", _("Too many requests"), _("Wait for the seconds that Retry-After tells, then go on.")),
    503: Problem("unavailable", _("Unavailable"), _("Ask again after the seconds that Retry-After tells.")),
    500: Problem("failure", _("Failure on our side"), _("The error was recorded. Try again later.")),
}


def problem_body(kind: Problem, status: int) -> dict[str, Any]:
    return {
        "type": f"/api/#problem-{kind.slug}",
        "title": str(kind.title),
        "status": status,
        "detail": str(kind.detail),
    }


class TooLarge(exceptions.APIException):
    status_code = 413


class Unavailable(exceptions.APIException):
    """The database is away, full, or asked too much at once."""

    status_code = 503
    wait = RETRY_S


class ProblemHandler(ExceptionHandler):
    """Failures are announced to logs and to those who watch as Django would; their text never leaves."""

    def convert_known_exceptions(self, exc: Exception) -> Exception:
        if isinstance(exc, RequestDataTooBig):
            return TooLarge()
        if isinstance(exc, AWAY):
            return Unavailable()
        if isinstance(exc, SuspiciousOperation):
            return exceptions.ParseError()
        return super().convert_known_exceptions(exc)

    def format_exception(self, exc: exceptions.APIException) -> dict[str, Any]:
        kind = PROBLEMS.get(exc.status_code) or PROBLEMS[500]
        problem = problem_body(kind, exc.status_code)
        if isinstance(exc, exceptions.ValidationError):
            errors = [
                {"parameter": error.attr, "code": error.code, "detail": error.detail}
                for error in flatten_errors(exc.detail)
            ]
            return problem | {"errors": errors}
        told = exc.detail if isinstance(exc, exceptions.AuthenticationFailed) else kind.detail
        return problem | {"detail": str(told)}

    def get_response(self, exc: exceptions.APIException, data: dict[str, Any]) -> Response:
        return Response(data, status=exc.status_code, headers=self.get_headers(exc), content_type=MEDIA_TYPE)


def problem_of(exc: Exception, context: ExceptionHandlerContext) -> Response | None:
    return ProblemHandler(exc, context).run()
