"""Where the API stands: /api/, its readable page, and its versions."""

from django.urls import include, path, re_path

from api.views.endpoint import NothingHere
from api.views.oembed import OEmbed
from api.views.reference import OpenAPIDescription, history, reference

urlpatterns = [
    path("", reference, name="api_reference"),
    path("historique/", history, name="api_history"),
    path("v1/openapi.json", OpenAPIDescription.as_view(), name="openapi"),
    path("oembed", OEmbed.as_view(), name="oembed"),
    path("v1/", include("api.v1.urls")),
    re_path(r"^.+$", NothingHere.as_view(), name="nothing_here_beside"),
]
