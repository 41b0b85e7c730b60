"""What every address of the API does alike: methods, parameters, ETag, caches, problems."""

from collections.abc import Callable, Iterable
from hashlib import sha256
from typing import Any, ClassVar

from django.conf import settings
from django.db import transaction
from django.http import HttpRequest, HttpResponse, HttpResponseNotModified
from django.utils.cache import patch_vary_headers
from django.utils.crypto import salted_hmac
from django.utils.functional import Promise
from django.utils.http import parse_etags
from django.utils.translation import get_language, get_language_from_request, override
from drf_spectacular.utils import OpenApiExample, OpenApiParameter
from rest_framework.exceptions import MethodNotAllowed, NotFound, Throttled, ValidationError
from rest_framework.renderers import JSONRenderer
from rest_framework.request import Request
from rest_framework.views import APIView

from actors.policies import Right
from api.filters import Errors, add_unknown
from api.policies import DeclaredRight, KeyAuthentication, SessionAuthentication, stamp_of, viewer_of
from api.rules.retirement import retirement_of
from api.services.rates import Rate
from api.views.compression import compress
from api.views.errors import TooLarge, problem_of
from api.views.schema import EndpointSchema

JSON, ANYTHING = "application/json", "*/*"
PUBLIC_SECONDS = 60


class GeoJSONRenderer(JSONRenderer):
    media_type = "application/geo+json"
    format = "geojson"


class CSVRenderer(JSONRenderer):
    """Of problems; tables are written by themselves."""

    media_type = "text/csv"
    format = "csv"


CSV_WITH_HEADER = f"{CSVRenderer.media_type}; charset=utf-8; header=present"


class Endpoint(APIView):
    """Reads only. `is_personal`: the answer depends on who is logged in, and so on cookies."""

    authentication_classes = [KeyAuthentication]
    permission_classes = [DeclaredRight]
    renderer_classes = [JSONRenderer]
    http_method_names = ["get", "head", "options"]
    schema = EndpointSchema()
    public_seconds: ClassVar[int] = PUBLIC_SECONDS
    # What the address asks of whoever comes. Documents then differ by what each may see.
    right: ClassVar[Right]

    # Whether its own kind of token is asked, whoever comes.
    needs_token: ClassVar[bool] = False

    # What OpenAPI and the readable page tell.
    resource: ClassVar[str]
    operation: ClassVar[str]
    summary: ClassVar[str | Promise]
    description: ClassVar[str | Promise]
    media_type: ClassVar[str] = JSON

    def parameters(self) -> list[OpenApiParameter]:
        """What the address takes: what is not here is refused."""
        return []

    def described(self) -> Any:
        """The serializer that describes the answer."""
        raise NotImplementedError

    def examples(self) -> list[OpenApiExample]:
        return []

    def problems(self) -> list[int]:
        refused = [403] if self.right.noun and not self.right.is_public else []
        return [400, 401, *refused, 405, 406, 429, 500]

    @classmethod
    def as_view(cls, **initkwargs: Any) -> Any:
        """Out of a transaction: what reads has nothing to take back, and two exchanges with the database are saved."""
        return transaction.non_atomic_requests(super().as_view(**initkwargs))

    @property
    def is_personal(self) -> bool:
        return SessionAuthentication in self.authentication_classes

    def perform_content_negotiation(self, request: Request, force: bool = False) -> Any:
        """Who asks for nothing in particular is given the first kind, as they would be after choosing among them."""
        if request.META.get("HTTP_ACCEPT", ANYTHING) != ANYTHING:
            return super().perform_content_negotiation(request, force)
        renderer = self.get_renderers()[0]
        return renderer, renderer.media_type

    def get_exception_handler(self) -> Callable:
        return problem_of

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        """Pages are in French; problems are in the language that the reader's program asks for."""
        with override(get_language_from_request(request)):
            return super().dispatch(request, *args, **kwargs)

    def initial(self, request: Request, *args: Any, **kwargs: Any) -> None:
        length = request.META.get("CONTENT_LENGTH") or "0"
        if length.isdecimal() and int(length) > settings.DATA_UPLOAD_MAX_MEMORY_SIZE:
            raise TooLarge
        if str(request.method).lower() not in self.http_method_names:
            raise MethodNotAllowed(str(request.method))
        super().initial(request, *args, **kwargs)
        rate = _rate_of(request)
        if rate and rate.is_over:
            raise Throttled(rate.seconds_left)
        refuse({name for name, values in request.query_params.lists() if "\x00" in "".join([name, *values])})
        self.check_parameters(request)

    def check_parameters(self, request: Request) -> None:
        known = {parameter.name for parameter in self.parameters() if parameter.location == OpenApiParameter.QUERY}
        refuse(request.query_params.keys() - known)

    def options(self, request: Request, *args: Any, **kwargs: Any) -> HttpResponse:  # type: ignore[override]
        return HttpResponse(status=204)

    # The framework's stubs know only of its own answers; it takes any.
    def finalize_response(self, request: Request, response: Any, *args: Any, **kwargs: Any) -> Any:
        response = super().finalize_response(request, response, *args, **kwargs)
        patch_vary_headers(response, ["Accept", "Authorization", *(["Cookie"] if self.is_personal else [])])
        if response.status_code >= 400:
            patch_vary_headers(response, ["Accept-Language"])
            response.headers["Content-Language"] = get_language()
        response.headers.setdefault("Cache-Control", "no-store")
        compress(request, response)
        for source in (_rate_of(request), retirement_of(request.path)):
            for name, value in source.headers.items() if source else ():
                response.headers[name] = value
        return response

    def answer(
        self, request: Request, *, state: object, body: Callable[[], bytes], content_type: str = JSON
    ) -> HttpResponse:
        """The body, or 304 for who already holds it. `state` changes whenever what is behind the answer does."""
        viewer = viewer_of(request)
        etag = _etag(stamp_of(viewer), request.get_full_path(), str(state))
        response = HttpResponseNotModified() if _holds(request, etag) else HttpResponse(body(), content_type)
        response.headers["ETag"] = etag
        public = f"public, max-age={self.public_seconds}"
        response.headers["Cache-Control"] = public if viewer.is_public else "private, no-cache"
        return response

    def answer_bytes(self, request: Request, body: bytes, *, content_type: str = "") -> HttpResponse:
        """An answer made before it is known whether its reader already holds it."""
        state, kind = sha256(body).hexdigest(), content_type or self.media_type
        return self.answer(request, state=state, body=lambda: body, content_type=kind)


class NothingHere(Endpoint):
    """The end of the list of addresses: what is not one is a problem too, for every method."""

    right = Right()
    schema = None  # type: ignore[assignment] # (the framework leaves it out of OpenAPI)

    def check_parameters(self, request: Request) -> None:
        """Whatever it is asked with, it is not there."""

    def get(self, request: Request, *args: Any, **kwargs: Any) -> HttpResponse:
        raise NotFound


def link_with(request: Request, **changed: str) -> str:
    """This very address, with other values of some parameters: that of the following page."""
    query = request.query_params.copy()
    for name, value in changed.items():
        query[name] = value
    return request.build_absolute_uri(f"{request.path}?{query.urlencode()}")


def _rate_of(request: Request) -> Rate | None:
    """What the middleware counted."""
    return getattr(request._request, "rate", None)


def refuse(names: Iterable[str]) -> None:
    """400 for parameters that are unknown here, or hold what no text may hold."""
    errors: Errors = {}
    add_unknown(errors, names)
    if errors:
        raise ValidationError(errors)


def _etag(*parts: str) -> str:
    digest = salted_hmac("api.etag", "\n".join(parts), algorithm="sha256").hexdigest()[:32]
    return f'W/"{digest}"'


def _holds(request: Request, etag: str) -> bool:
    held = parse_etags(request.headers.get("If-None-Match", ""))
    return "*" in held or any(one.removeprefix("W/") == etag.removeprefix("W/") for one in held)
