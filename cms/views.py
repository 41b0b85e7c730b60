"""What the editor's own scripts ask."""

from django.http import HttpRequest, JsonResponse

from territories.queries import search_address


def search_place(request: HttpRequest) -> JsonResponse:
    """Places for what was typed, by our own server: `{"places": [{"label", "lon", "lat"}]}`. Below /admin/ only."""
    found = search_address(request.GET.get("q", ""))
    return JsonResponse({"places": [{"label": place.label, "lon": place.lon, "lat": place.lat} for place in found]})
