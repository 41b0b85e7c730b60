"""Where the API stands: /api/, its readable page, and its versions."""

from django.urls import include, path

from api.views.reference import OpenAPIDescription, reference

urlpatterns = [
    path("", reference, name="api_reference"),
    path("v1/openapi.json", OpenAPIDescription.as_view(), name="openapi"),
    path("v1/", include("api.v1.urls")),
]
