"""Every error of the API is a problem of RFC 9457, in the reader's language."""

from typing import Any

from django.core.exceptions import RequestDataTooBig, SuspiciousOperation
from django.db import InterfaceError, OperationalError
from drf_standardized_errors.formatter import flatten_errors
from drf_standardized_errors.handler import ExceptionHandler
from drf_standardized_errors.types import ExceptionHandlerContext
from rest_framework import exceptions
from rest_framework.response import Response

from actors.rules.problems import MEDIA_TYPE, problem_body
from api.rules.problems import PROBLEMS

# What a database that cannot answer raises, and how long one waits before asking again.
AWAY = (OperationalError, InterfaceError)
RETRY_S = 30


class TooLarge(exceptions.APIException):
    status_code = 413


class Unavailable(exceptions.APIException):
    """The database is away, full, or asked too much at once."""

    status_code = 503
    wait = RETRY_S


class ProblemHandler(ExceptionHandler):
    """Failures are announced to logs and to those who watch as Django would; their text never leaves."""

    def set_rollback(self) -> None:
        """Nothing to take back: endpoints only read, out of a transaction."""

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
