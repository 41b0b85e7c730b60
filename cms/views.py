"""What the editor's own scripts ask, and the accessibility statement."""

from django.conf import settings
from django.http import HttpRequest, HttpResponseBase, JsonResponse
from django.shortcuts import render
from wagtail.views import serve

from actors.policies import open_to_all
from cms.models import StandardPage
from cms.queries.accessibility import CHECKED_ON, score, unmet
from cms.queries.menus import ACCESSIBILITY, FIRST_RANK
from territories.queries import search_address


@open_to_all
def accessibility(request: HttpRequest) -> HttpResponseBase:
    """Made from the RGAA grid, unless the deployer has written a statement of their own at its address."""
    own = StandardPage.objects.live().filter(depth=FIRST_RANK, slug=ACCESSIBILITY).first()
    if own and own.body:
        return serve(request, f"{ACCESSIBILITY}/")
    context = {"score": score(), "unmet": unmet(), "day": CHECKED_ON, "contact": settings.ACCESSIBILITY_CONTACT}
    return render(request, "cms/accessibility.html", context)


def search_place(request: HttpRequest) -> JsonResponse:
    """Places for what was typed, by our own server: `{"places": [{"label", "lon", "lat"}]}`. Below /admin/ only."""
    found = search_address(request.GET.get("q", ""))
    return JsonResponse({"places": [{"label": place.label, "lon": place.lon, "lat": place.lat} for place in found]})
