"""What works where there is no network. Pages without a site in them: the device puts its own copies there."""

from pathlib import Path
from typing import Any

from django.conf import settings
from django.contrib.staticfiles import finders
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.middleware.csrf import get_token
from django.shortcuts import render
from django.templatetags.static import static
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from actors.policies import for_signed_in, open_to_all
from sites.enums import Block, BlockStatus, SiteStatus
from sites.forms import ObservationForm
from sites.forms.offline import OfflineMessageForm
from sites.models import Observation
from sites.rules.counts import COUNTS

# Places of the site in addresses, which the device fills in.
SLUG, KEY = "SLUG", "00000000-0000-0000-0000-000000000000"


@open_to_all
@require_safe
def serve_worker(request: HttpRequest) -> HttpResponse:
    """The script between the pages and the network. At the root: it may answer for the pages beside and below it."""
    script = Path(str(finders.find("dist/field-worker.js"))).read_bytes()
    return HttpResponse(script, content_type="text/javascript", headers={"Cache-Control": "no-cache"})


@open_to_all
@require_safe
def serve_manifest(request: HttpRequest) -> HttpResponse:
    """What a phone needs to install the platform beside its other applications."""
    icons = [
        {"src": static(f"img/icon-{size}.png"), "sizes": f"{size}x{size}", "type": "image/png"} for size in (192, 512)
    ]
    manifest = {
        "name": settings.PLATFORM_NAME,
        "short_name": settings.PLATFORM_NAME,
        "lang": settings.LANGUAGE_CODE,
        "start_url": reverse("dashboard"),
        "scope": "/",
        "display": "standalone",
        "background_color": "#ffffff",
        "theme_color": "#1f3a5f",
        "icons": icons,
    }
    return JsonResponse(manifest, content_type="application/manifest+json")


@open_to_all
@never_cache
@require_safe
def tell_session(request: HttpRequest) -> HttpResponse:
    """Who is logged in, and the token that a form needs. A device asks before it sends what it kept."""
    user = request.user.pk if request.user.is_authenticated else None
    return JsonResponse({"user": user, "csrf": get_token(request)})


@for_signed_in
@require_safe
def show_device(request: HttpRequest) -> HttpResponse:
    return render(request, "sites/offline.html", {"words": _words()})


@for_signed_in
@require_safe
def observe_offline(request: HttpRequest) -> HttpResponse:
    action = reverse("observe_site", args=[SLUG])
    context = {"form": ObservationForm(), "action": action, "heading": _("Update a site")}
    return render(request, "sites/offline_form.html", context)


@for_signed_in
@require_safe
def write_offline(request: HttpRequest) -> HttpResponse:
    action = reverse("journal", args=[KEY]).replace(KEY, "KEY")
    context = {"form": OfflineMessageForm(), "action": action, "heading": _("Write in the journal")}
    return render(request, "sites/offline_form.html", context)


def _words() -> dict[str, Any]:
    """The labels of codes, by which a device shows its copies."""
    label = {name: str(Observation._meta.get_field(name).verbose_name).capitalize() for name in COUNTS}  # type: ignore[union-attr]
    return {
        "unknown": _("unknown"),
        "never": _("never"),
        "counts": label,
        "status": {code: str(text) for code, text in SiteStatus.choices},
        "blocks": {code: str(text).capitalize() for code, text in Block.choices},
        "conditions": {code: str(text) for code, text in BlockStatus.choices},
    }
