"""What browsers are told of every answer, and how much one may send: before anything is done for whoever asks."""

from collections.abc import Callable

from csp.constants import HEADER
from csp.middleware import CSPMiddleware, PolicyParts
from csp.utils import build_policy
from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponseBase
from django.shortcuts import render
from django.urls import NoReverseMatch
from django.utils.functional import cached_property
from django.views.defaults import bad_request
from wagtail.search.backends.base import FilterFieldError, OrderByFieldError

# Where Wagtail turns what was sent into values, and the names that it does it by.
READERS = frozenset(
    {
        "wagtail.admin.rich_text.editors.draftail",
        "wagtail.admin.views.generic.chooser",
        "wagtail.admin.widgets.chooser",
        "wagtail.blocks.field_block",
        "wagtail.blocks.list_block",
        "wagtail.blocks.stream_block",
        "modelsearch.backends.base",
    }
)
READING = frozenset(
    {
        "value_from_datadict",
        "value_from_form",
        "get_instance",
        "get_object",
        "get_objects",
        "to_python",
        "_get_filters_from_where_node",
    }
)
Answer = Callable[[HttpRequest], HttpResponseBase]
EDITOR = "/admin/"
# What other origins may draw or read: public data and pictures. Pages made to be embedded set the header themselves.
API = ("/api/", "/tiles/", "/ogc/")
OPEN_TO_OTHERS = (*API, "/media/")


class Policies(CSPMiddleware):
    """Two policies: ours allows nothing inline; Wagtail's editor needs it, and is given it alone (0180)."""

    def get_policy_parts(
        self,
        request: HttpRequest,
        response: HttpResponseBase,
        report_only: bool = False,
    ) -> PolicyParts:
        parts = super().get_policy_parts(request, response, report_only)
        if parts.config is None and not report_only and request.path_info.startswith(EDITOR):
            parts.config = settings.EDITOR_SECURITY_POLICY
        return parts

    def process_response(self, request: HttpRequest, response: HttpResponseBase) -> HttpResponseBase:
        """Most answers are told the same, and writing it costs as much as a query: it is written once."""
        is_usual = not settings.DEBUG and self.get_policy_parts(request, response) == PolicyParts()
        if is_usual and HEADER not in response and not hasattr(response, "_csp_exempt"):
            response.headers[HEADER] = self.usual
            return response
        return super().process_response(request, response)

    @cached_property
    def usual(self) -> str:
        return build_policy()


class SameOrigin:
    """Pages and files are of no use to other origins: a browser does not even hand them over (Spectre, 2018)."""

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        response = self.get_response(request)
        whose = "cross-origin" if request.path_info.startswith(OPEN_TO_OTHERS) else "same-origin"
        response.headers.setdefault("Cross-Origin-Resource-Policy", whose)
        return response


class BodyCaps:
    """413 in words before a byte is read. A body without its length is empty for WSGI: the header says it all.

    Fields alone are held to DATA_UPLOAD_MAX_MEMORY_SIZE by Django, files to MAX_BODY_BYTES together. The API, which
    takes no body, says so itself as a problem.
    """

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        length = request.META.get("CONTENT_LENGTH") or "0"
        has_files = request.content_type == "multipart/form-data"
        most = settings.MAX_BODY_BYTES if has_files else settings.DATA_UPLOAD_MAX_MEMORY_SIZE
        if length.isdecimal() and int(length) > most and not request.path_info.startswith(API):
            return render(request, "413.html", status=413)
        return self.get_response(request)


class UnreadableForms:
    """Wagtail reads the machinery of its forms (rich text, counts of blocks, numbers of what was chosen) as if nobody
    else could have written it. What it cannot read is a bad request, not a failure that wakes somebody up.
    """

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponseBase | None:
        is_of_the_editor = request.path_info.startswith(EDITOR) and not isinstance(exception, Http404)
        was_asked_wrong = is_of_the_editor and (_was_reading(exception) or _leads_nowhere(request, exception))
        return bad_request(request, exception) if was_asked_wrong else None


def _leads_nowhere(request: HttpRequest, exception: Exception) -> bool:
    """Whether the page to go on to is no address: what has neither slash nor dot would be the name of a view."""
    then = request.POST.get("next") or request.GET.get("next") or "/"
    return isinstance(exception, NoReverseMatch) and "/" not in then and "." not in then


def _was_reading(exception: Exception) -> bool:
    """Whether an error comes out of a module that reads what was sent, or of a search that cannot be made so."""
    if isinstance(exception, FilterFieldError | OrderByFieldError):
        return True
    trace = exception.__traceback__
    while trace:
        if trace.tb_frame.f_globals.get("__name__") in READERS and trace.tb_frame.f_code.co_name in READING:
            return True
        trace = trace.tb_next
    return False
