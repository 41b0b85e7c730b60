"""What the editor's own scripts ask, the accessibility statement, what is said to a request that cannot be taken."""

from django.conf import settings
from django.core.exceptions import RequestDataTooBig, TooManyFieldsSent, TooManyFilesSent
from django.http import HttpRequest, HttpResponseBase, JsonResponse
from django.shortcuts import render
from django.views.defaults import bad_request
from wagtail.views import serve

from actors.policies import open_to_all
from cms.models import StandardPage
from cms.queries.accessibility import CHECKED_ON, score, unmet
from cms.queries.menus import ACCESSIBILITY, FIRST_RANK
from territories.queries import search_address

TOO_LARGE = (RequestDataTooBig, TooManyFieldsSent, TooManyFilesSent)


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


def refused(request: HttpRequest, exception: Exception) -> HttpResponseBase:
    """Django's page for bad requests; for those that are too large, one that says so and what to do."""
    if isinstance(exception, TOO_LARGE):
        return render(request, "413.html", status=413)
    return bad_request(request, exception)
