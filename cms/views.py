"""What the editor's own scripts ask, and what is said to a request that cannot be taken."""

from django.core.exceptions import RequestDataTooBig, TooManyFieldsSent, TooManyFilesSent
from django.http import HttpRequest, HttpResponseBase, JsonResponse
from django.shortcuts import render
from django.views.defaults import bad_request

from territories.queries import search_address

TOO_LARGE = (RequestDataTooBig, TooManyFieldsSent, TooManyFilesSent)


def search_place(request: HttpRequest) -> JsonResponse:
    """Places for what was typed, by our own server: `{"places": [{"label", "lon", "lat"}]}`. Below /admin/ only."""
    found = search_address(request.GET.get("q", ""))
    return JsonResponse({"places": [{"label": place.label, "lon": place.lon, "lat": place.lat} for place in found]})


def refused(request: HttpRequest, exception: Exception) -> HttpResponseBase:
    """Django's page for bad requests; for those that are too large, one that says so and what to do."""
    if isinstance(exception, TOO_LARGE):
        return render(request, "413.html", status=413)
    return bad_request(request, exception)
