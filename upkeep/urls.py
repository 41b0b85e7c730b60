"""Addresses for what watches over an installation."""

from django.urls import path

from upkeep import views

urlpatterns = [
    path("healthz", views.alive, name="alive"),
    path("readyz", views.ready, name="ready"),
]
