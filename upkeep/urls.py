"""Addresses for what watches over an installation, and for whoever finds a fault in it."""

from django.urls import path

from upkeep import views

urlpatterns = [
    path("healthz", views.alive, name="alive"),
    path("readyz", views.ready, name="ready"),
    path(".well-known/security.txt", views.security_contacts, name="security_contacts"),
    path("metrics", views.metrics, name="metrics"),
]
