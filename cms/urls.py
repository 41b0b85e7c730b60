"""Pages that are made rather than written."""

from django.urls import path

from cms.views import accessibility

urlpatterns = [path("accessibilite/", accessibility, name="accessibility")]
