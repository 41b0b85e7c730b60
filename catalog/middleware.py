"""A page that is given to whoever comes with nothing says that everybody may keep it, for a minute."""

from collections.abc import Callable
from hashlib import sha256

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.utils.cache import patch_vary_headers

from catalog.rules.keeping import brings_nothing

# Browsers ask again each time; what stands between them and us may answer for so long.
KEPT = "public, max-age=0, s-maxage=60"


class PublicPages:
    """Outside of all that sets cookies: a page with a form has set one, and is its reader's alone."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        response = self.get_response(request)
        if isinstance(response, HttpResponse) and _is_for_all(request, response):
            response.headers["ETag"] = f'W/"{sha256(response.content).hexdigest()[:32]}"'
            response.headers["Cache-Control"] = KEPT
            patch_vary_headers(response, ["Cookie"])
        return response


def _is_for_all(request: HttpRequest, response: HttpResponse) -> bool:
    """Words that are looked for are counted each time (0101): their pages are made each time."""
    is_page = request.method == "GET" and response.status_code == 200 and "q" not in request.GET
    is_html = response.headers.get("Content-Type", "").startswith("text/html")
    is_said = "Cache-Control" in response.headers or "ETag" in response.headers
    is_personal = bool(response.cookies) or "Authorization" in request.headers
    return (
        is_page
        and is_html
        and not (is_said or is_personal)
        and brings_nothing(request.headers.get("Cookie", ""))
        and not request.path_info.startswith("/admin/")
    )
