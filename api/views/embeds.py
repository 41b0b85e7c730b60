"""What the sites of others show of the platform: frames, the script that sets them, the page that makes their tags."""

from functools import cache, wraps
from hashlib import sha256
from typing import Any

from csp.decorators import csp_replace
from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseNotModified, QueryDict
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import override
from django.views.decorators.clickjacking import xframe_options_exempt
from django.views.decorators.http import require_safe

from actors.enums import Noun
from actors.policies import View, open_to_all
from actors.rules import NOBODY
from api.enums import EmbedKind
from api.forms.embeds import EmbedForm
from api.queries.embeds import figures_of
from api.rules.embeds import Embed
from catalog.filters import Listing
from territories.models import Territory

SECONDS, SCRIPT_SECONDS = 300, 3600
# How many things a frame lists; the page that it links to has the others.
MOST = 100
LISTED = {EmbedKind.MAP: Noun.AREA, EmbedKind.AREAS: Noun.AREA, EmbedKind.ACTIONS: Noun.ACTION}


def framed(view: View) -> View:
    """The only pages that others may frame. Every other page keeps refusing (config/settings/base.py)."""

    @wraps(view)
    def opened(*args: Any, **kwargs: Any) -> Any:
        response = view(*args, **kwargs)
        response.headers["Cross-Origin-Resource-Policy"] = "cross-origin"
        return response

    return xframe_options_exempt(csp_replace({"frame-ancestors": ["*"]})(opened))


@open_to_all
@require_safe
@framed
def frame(request: HttpRequest, kind: EmbedKind) -> HttpResponse:
    """The same for everyone, signed in or not: what it shows could be photographed by the page around it."""
    form = EmbedForm({**request.GET.dict(), "quoi": kind})
    is_right = form.is_valid()
    language = form.cleaned_data.get("langue", settings.LANGUAGE_CODE)
    with override(language):
        shown = _shown(form.embed, form.place) if is_right else {}
        context = {"form": form, "language": language, "kind": kind, **shown}
        response = render(request, "api/embed/frame.html", context, status=200 if is_right else 400)
    response.headers["Cache-Control"] = f"public, max-age={SECONDS}" if is_right else "no-store"
    return response


@open_to_all
@require_safe
def configure(request: HttpRequest) -> HttpResponse:
    """Choose what is shown, see it, copy its tag. A link can carry the choice."""
    form = EmbedForm(request.GET.dict())
    context: dict[str, Any] = {"form": form}
    if form.is_valid():
        home = home_of(request)
        embed = form.embed
        title = title_of(embed, form.place)
        context |= {
            "embed": embed,
            "title": title,
            "address": embed.address(home),
            "script": embed.script(home, title=title),
            "frame": embed.frame(home, title=title),
        }
    return render(request, "api/embed/configure.html", context, status=200 if form.is_valid() else 400)


@open_to_all
@require_safe
def script(request: HttpRequest) -> HttpResponse:
    """At an address that never changes, since it is written on the pages of others."""
    body, etag = _script()
    fresh = request.headers.get("If-None-Match") == etag
    response = HttpResponseNotModified() if fresh else HttpResponse(body, "text/javascript; charset=utf-8")
    response.headers["ETag"] = etag
    response.headers["Cache-Control"] = f"public, max-age={SCRIPT_SECONDS}"
    response.headers["Cross-Origin-Resource-Policy"] = "cross-origin"
    return response


def home_of(request: HttpRequest) -> str:
    return f"{request.scheme}://{request.get_host()}"


def title_of(embed: Embed, place: Territory | None) -> str:
    """In the language of the frame."""
    with override(embed.language):
        what = str(embed.kind.label)
        return _("%(what)s: %(place)s") % {"what": what, "place": place.name} if place else what


@cache
def _script() -> tuple[bytes, str]:
    body = (settings.BASE_DIR / "static" / "js" / "embed.js").read_bytes()
    return body, f'"{sha256(body).hexdigest()[:32]}"'


def _shown(embed: Embed, place: Territory | None) -> dict[str, Any]:
    shown: dict[str, Any] = {"embed": embed, "place": place, "title": title_of(embed, place)}
    if embed.kind == EmbedKind.FIGURES:
        return shown | {"figures": figures_of(place)}
    query = QueryDict(mutable=True)
    if place:
        query["territoire"] = place.key
    return shown | {"listing": Listing(LISTED[embed.kind], query, viewer=NOBODY, size=MOST)}
