"""Following a page or a territory, from the page itself."""

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from actors.enums import Verb
from actors.policies import for_signed_in
from actors.views.asking import person
from cms.models import TerritoryPage
from collaboration.queries.follows import may_follow_territory
from collaboration.services.follows import follow_page, follow_territory
from collaboration.views.asking import page_or_404
from territories.models import Territory


@for_signed_in
@require_POST
def page(request: HttpRequest, key: UUID) -> HttpResponse:
    found = page_or_404(request, key, Verb.READ_JOURNAL)
    follows = request.POST.get("suivre") == "1"
    follow_page(user=person(request), page=found, follows=follows)
    messages.success(request, _said(follows=follows))
    return redirect(found.get_url() or "/")


@for_signed_in
@require_POST
def territory(request: HttpRequest, key: str) -> HttpResponse:
    place = Territory.objects.keyed(key).first()
    follows = request.POST.get("suivre") == "1"
    if place is None or (follows and not may_follow_territory(request.user, place)):
        raise Http404
    follow_territory(user=person(request), territory=place, follows=follows)
    messages.success(request, _said(follows=follows))
    seen = TerritoryPage.objects.live().filter(territory=place).first() if "page" in request.POST else None
    return redirect((seen.get_url() if seen else None) or "notification_preferences")


def _said(*, follows: bool) -> str:
    return _("You will be told of what happens there.") if follows else _("You no longer follow it.")
