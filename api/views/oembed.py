"""oEmbed (oembed.com, 1.0): the editor of another site pastes a link of ours, and their tool asks here what to show."""

from typing import Any
from urllib.parse import parse_qsl, urlsplit

import orjson
from django.conf import settings
from django.http import HttpResponse
from django.urls import Resolver404, resolve
from django.utils.translation import gettext as _
from rest_framework.exceptions import ErrorDetail, NotFound, ValidationError
from rest_framework.request import Request
from rest_framework.response import Response

from actors.policies import Right
from actors.rules.problems import MEDIA_TYPE, problem_body
from api.enums import EmbedKind
from api.forms.embeds import EmbedForm
from api.rules.embeds import MIN_HEIGHT, USUAL_WIDTH
from api.rules.problems import PROBLEMS
from api.views.embeds import SECONDS, home_of, title_of
from api.views.endpoint import Endpoint

# What each page of ours becomes; the page that makes tags says it in its own address.
BECOMES = {
    "public_map": EmbedKind.MAP,
    "actions": EmbedKind.ACTIONS,
    "statistics": EmbedKind.FIGURES,
    **{f"embed_{kind}": kind for kind in EmbedKind},
}
KEPT = {"territoire", "langue", "hauteur"}


class OEmbed(Endpoint):
    """Beside the versions of the API: its contract is oEmbed's."""

    right = Right()
    schema = None  # type: ignore[assignment] # (it is described by oembed.com)
    public_seconds = SECONDS

    def check_parameters(self, request: Request) -> None:
        """Consumers add parameters of their own to every provider (dnt, maxheight, lang): they are let pass."""

    def get(self, request: Request) -> HttpResponse | Response:
        asked = request.query_params
        if asked.get("format", "json") != "json":
            return Response(problem_body(PROBLEMS[406], 501), status=501, content_type=MEDIA_TYPE)
        if not asked.get("url"):
            raise ValidationError({"url": [ErrorDetail(_("Say which link: ?url=…"), code="required")]})
        form = _read(asked["url"], host=request.get_host())
        if form is None or not form.is_valid():
            raise NotFound
        width = _most(asked.get("maxwidth"), USUAL_WIDTH)
        height = max(_most(asked.get("maxheight"), form.embed.height), MIN_HEIGHT)
        return self.answer_bytes(request, orjson.dumps(_answer(request, form, width=width, height=height)))


def _answer(request: Request, form: EmbedForm, *, width: int, height: int) -> dict[str, Any]:
    home, title = home_of(request), title_of(form.embed, form.place)
    return {
        "version": "1.0",
        "type": "rich",
        "title": title,
        "provider_name": settings.PLATFORM_NAME,
        "provider_url": home,
        "cache_age": 86_400,
        "html": form.embed.frame(home, title=title, width=str(width), height=height),
        "width": width,
        "height": height,
    }


def _read(link: str, *, host: str) -> EmbedForm | None:
    """None for what is not a page of this platform that can be shown elsewhere."""
    try:
        parts = urlsplit(link)
        name = resolve(parts.path).url_name or ""
    except (Resolver404, ValueError):
        return None
    query = dict(parse_qsl(parts.query))
    kind = query.get("quoi", EmbedKind.MAP) if name == "embed" else BECOMES.get(name)
    if parts.scheme not in ("http", "https") or parts.netloc != host or kind is None:
        return None
    return EmbedForm({"quoi": kind, **{key: value for key, value in query.items() if key in KEPT}})


def _most(asked: str | None, usual: int) -> int:
    """What is no number asks nothing."""
    return min(int(asked), usual) if asked and asked.isdecimal() and 0 < len(asked) < 6 and int(asked) else usual
